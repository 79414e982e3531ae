using System.Globalization;
using System.Text;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent status --watch</c>: the status, asked anew every other second, until Ctrl-C.</summary>
internal static class StatusWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <param name="show">what is drawn; what it complains of is drawn as well, and does not end the watch.</param>
    /// <param name="height">of the terminal, which may change.</param>
    public static async Task RunAsync(
        Func<Terminal, ExitCode> show,
        Terminal terminal,
        Func<int> height,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var text = Capture(show, terminal, time.GetUtcNow());
            await terminal.Out.WriteAsync(Screen.Draw(text, height()).AsMemory(), cancellationToken);
            await terminal.Out.FlushAsync(cancellationToken);
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string Capture(Func<Terminal, ExitCode> show, Terminal terminal, DateTimeOffset at)
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var complaints = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        show(terminal with { Out = said, Error = complaints });
        var text = new StringBuilder($"{at:u}, every {Interval.TotalSeconds:0} s; Ctrl-C ends it\n\n");
        foreach (var complaint in complaints.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            WordWrap.Append(text, complaint, indent: 0);
        return text.Append(said.ToString()).ToString();
    }
}
