using System.Diagnostics;

namespace IbkrAgent.Containers;

/// <summary>A disposable Debian 12 with systemd as PID 1; <c>container.sh</c> does the work.</summary>
/// <remarks>
/// Its journal is saved under <c>build/system-tests</c> when it goes, and searched for the secrets of the tests:
/// <see cref="JournalLeaks"/>.
/// </remarks>
public sealed class Container : IAsyncDisposable
{
    private static readonly TimeSpan BootDeadline = TimeSpan.FromSeconds(90);

    /// <summary>Of the image, which is built when it is missing, by whoever boots first.</summary>
    private static readonly TimeSpan ImageDeadline = TimeSpan.FromMinutes(15);

    // tests/run removes whatever bears its prefix, also after a crash of this program.
    private static readonly string Prefix =
        Environment.GetEnvironmentVariable("IBKR_CONTAINER_PREFIX") ?? $"st-{Environment.ProcessId}-";

    private Container(string name, CancellationToken token) => (Name, Token) = (name, token);

    public string Name { get; }

    /// <summary>Gives up whatever is waited for inside.</summary>
    public CancellationToken Token { get; }

    /// <summary>Where its journal is kept when it is gone.</summary>
    public string JournalFile => Path.Combine(Sources.Results, Name[Prefix.Length..] + ".journal");

    /// <summary>Its root directory as seen from outside.</summary>
    public string Root { get; private init; } = "";

    /// <summary>The test itself writes secrets into the journal: it is not searched for them.</summary>
    public bool HasPlantedSecrets { get; set; }

    /// <summary>Boots a fresh container, on the bare system or on a frozen container.</summary>
    public static async Task<Container> BootAsync(string name, Container? on, CancellationToken cancellationToken)
    {
        var fullName = Prefix + name;
        if (on is null)
            (await ScriptAsync(ImageDeadline, cancellationToken, "image")).OrFail();
        string[] arguments = on is null ? ["up", fullName] : ["up", fullName, "--on", on.Name];
        (await ScriptAsync(BootDeadline, cancellationToken, arguments)).OrFail();
        var root = (await ScriptAsync(BootDeadline, cancellationToken, "root", fullName)).OrFail().Text;
        return new(fullName, cancellationToken) { Root = root };
    }

    /// <summary>Runs a command line of bash as root, outside of any unit.</summary>
    public Task<CommandResult> RunAsync(
        string command,
        CancellationToken cancellationToken,
        TimeSpan? deadline = null
    ) => ScriptAsync(deadline ?? TimeSpan.FromSeconds(30), cancellationToken, "exec", Name, "bash", "-c", command);

    public async Task RebootAsync(CancellationToken cancellationToken) =>
        (await ScriptAsync(BootDeadline, cancellationToken, "reboot", Name)).OrFail();

    /// <summary>Until it has been rebooted by what a command has left behind: nothing may be inside meanwhile.</summary>
    public async Task RebootByAsync(string command, CancellationToken cancellationToken) =>
        (await ScriptAsync(BootDeadline, cancellationToken, "reboot", Name, "bash", "-c", command)).OrFail();

    /// <summary>Cuts its power, and boots it again.</summary>
    public async Task CrashAsync(CancellationToken cancellationToken) =>
        (await ScriptAsync(BootDeadline, cancellationToken, "crash", Name)).OrFail();

    /// <summary>Powers it off; other containers can then be booted on its tree.</summary>
    public async Task FreezeAsync(CancellationToken cancellationToken) =>
        (await ScriptAsync(BootDeadline, cancellationToken, "freeze", Name)).OrFail();

    /// <summary>The journal as text, also of a container that is off.</summary>
    public async Task<string> JournalAsync(CancellationToken cancellationToken, params string[] arguments) =>
        (await ScriptAsync(BootDeadline, cancellationToken, ["journal", Name, .. arguments])).Output;

    public string ReadFile(string path) => File.ReadAllText(Root + path);

    public void WriteFile(string path, string content) => File.WriteAllText(Root + path, content);

    public async ValueTask DisposeAsync()
    {
        Directory.CreateDirectory(Sources.Results);
        var journal = await JournalAsync(CancellationToken.None, "--output=short-precise");
        await File.WriteAllTextAsync(JournalFile, journal, CancellationToken.None);
        if (!HasPlantedSecrets)
            JournalLeaks.Search(Name, await JournalAsync(CancellationToken.None, "--output=export", "--all"));
        await ScriptAsync(BootDeadline, CancellationToken.None, "down", Name);
    }

    private static async Task<CommandResult> ScriptAsync(
        TimeSpan deadline,
        CancellationToken cancellationToken,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(Sources.ContainerScript, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("container.sh did not start");
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"container.sh {string.Join(' ', arguments)}: not done within {deadline}");
        }
    }
}
