using System.Globalization;
using IbkrAgent.Logging;
using IbkrAgent.Systemd.Journal;

namespace IbkrAgent.Bundles;

/// <summary>The journal of units as text, what systemd says about them included.</summary>
internal static class JournalText
{
    private const int VerdictChanged = 2001;

    /// <summary>16 MiB of memory; a Gateway with all that IBC says of its windows writes less in a week.</summary>
    private const int MostCharacters = 8 * 1024 * 1024;

    private const string Nothing = "no entry within this time";

    /// <summary>All entries of one unit, with a line where a boot begins.</summary>
    public static string Of(string unit, BundlePeriod period)
    {
        var lines = new LastLines(MostCharacters);
        string? boot = null;
        foreach (var entry in Read(unit, period))
        {
            if (entry.BootId != boot)
                lines.Add($"-- boot {boot = entry.BootId}\n");
            lines.Add(EntryText.Of(entry));
        }

        return lines.Render(Nothing);
    }

    /// <summary>Every change of a verdict that the daemon wrote, a line each.</summary>
    public static string OfVerdicts(string daemon, BundlePeriod period)
    {
        var lines = new LastLines(MostCharacters);
        foreach (var entry in Read(daemon, period))
            if (entry["MESSAGE_ID"] == MessageIds.For(VerdictChanged))
                lines.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{EntryText.Instant(entry.Time)} {entry["IBKR_GATEWAY"]}: {entry["IBKR_PREVIOUS_VERDICT"]} -> {entry["IBKR_VERDICT"]}: {entry["IBKR_EVIDENCE"]?.ReplaceLineEndings(" ")}\n"
                    )
                );

        return lines.Render(Nothing);
    }

    private static IEnumerable<JournalEntry> Read(string unit, BundlePeriod period)
    {
        using var reader = JournalReader.Open(JournalFilter.ForUnits(unit));
        reader.Seek(new JournalStart.Since(period.Since));
        while (reader.ReadNext() is { } entry && entry.Time <= period.Until)
            yield return entry;
    }
}
