using System.Globalization;
using IbkrAgent.Logging;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Journal;

namespace IbkrAgent.Alerts;

/// <summary>The last lines of a unit of ours that may be shown to a human elsewhere: what the agent itself complained of.</summary>
/// <remarks>The agent writes no secrets. What a runtime or a library writes as it dies is not the agent's, and stays.</remarks>
internal static class OwnLines
{
    private const int Most = 5;

    /// <summary>warning, as in syslog(3).</summary>
    private const int Warning = 4;

    /// <summary>Before a line that a command says on its standard error.</summary>
    private const string Diagnosis = "ibkr-agent: ";

    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    /// <summary>None when the journal cannot be read: the alert goes out without them.</summary>
    public static IReadOnlyList<string> Read(string unit, DateTimeOffset now)
    {
        try
        {
            using var journal = JournalReader.Open(JournalFilter.ForUnits(unit));
            journal.Seek(new JournalStart.Since(now - Oldest));
            return Pick(Entries(journal), unit);
        }
        catch (SystemdException)
        {
            return [];
        }
    }

    public static IReadOnlyList<string> Pick(IEnumerable<JournalEntry> entries, string unit) =>
        [
            .. entries
                .Where(entry => entry.SystemdUnit == unit && IsComplaint(entry))
                .TakeLast(Most)
                .Select(entry => entry.Message ?? ""),
        ];

    private static bool IsComplaint(JournalEntry entry) =>
        entry["MESSAGE_ID"] is { } id
            ? id.StartsWith(MessageIds.Prefix, StringComparison.Ordinal)
                && int.TryParse(entry["PRIORITY"], NumberStyles.None, CultureInfo.InvariantCulture, out var priority)
                && priority <= Warning
            : entry.Message?.StartsWith(Diagnosis, StringComparison.Ordinal) == true;

    private static IEnumerable<JournalEntry> Entries(JournalReader journal)
    {
        while (journal.ReadNext() is { } entry)
            yield return entry;
    }
}
