using System.Globalization;
using System.Text;

namespace IbkrAgent.Drill;

/// <summary>What a drill found, for the operator and for docs/unknowns.md. Each line is on the disk before the next step.</summary>
internal sealed class DrillReport(string path, TimeProvider clock)
{
    /// <summary>The line before a reboot: the same command goes on from there.</summary>
    private const string Reboot = "Reboot asked for at ";

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path => path;

    /// <summary>When a reboot was asked for after which nothing was written; null: none was.</summary>
    public DateTimeOffset? FindRebootAskedFor()
    {
        if (!File.Exists(path))
            return null;

        var last = File.ReadLines(path).LastOrDefault(line => line.Length > 0) ?? "";
        return
            last.StartsWith(Reboot, StringComparison.Ordinal)
            && DateTimeOffset.TryParse(last[Reboot.Length..], CultureInfo.InvariantCulture, out var at)
            ? at
            : null;
    }

    /// <exception cref="IOException">there is such a file already.</exception>
    public void Begin(string heading)
    {
        using (
            new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = OwnerAlone,
                }
            )
        ) { }
        Add($"# {heading}\n\nBegun {Stamp()}.\n");
    }

    public void AskForReboot() => Add($"{Reboot}{Stamp()}\n");

    public void Add(DrillStep step, DrillOutcome outcome) =>
        Add($"## {step.Title}: {WordOf(outcome.Result)}\n\n{Stamp()}\n\n{Indented(outcome.Evidence)}\n");

    public void AddAnswer(string id, string title, string found) =>
        Add($"- {id} {title}\n  - Found ({Stamp()}): {found}\n");

    public void Add(string text)
    {
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes($"{text}\n"));
        stream.Flush(flushToDisk: true);
    }

    public static string WordOf(DrillResult result) =>
        result switch
        {
            DrillResult.Passed => "passed",
            DrillResult.Failed => "FAILED",
            _ => "left out",
        };

    private string Stamp() => clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Indented(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Select(line => $"    {line}".TrimEnd()));
}
