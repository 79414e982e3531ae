using IbkrAgent.Schedule;

namespace IbkrAgent.Settings;

/// <summary>
/// Reads <c>/etc/ibkr/agent.ini</c> and the exchange's calendars; every command reads them by this code.
/// </summary>
internal static class SettingsFiles
{
    private const string NoSettings =
        "there is no such file; 'apt-get install --reinstall -o Dpkg::Options::=--force-confmiss ibkr-agent' "
        + "brings the shipped one back";

    private const string NoCalendar = "there is no such file; 'apt-get install --reinstall ibkr-agent' brings it back";

    /// <param name="file">instead of the host's own.</param>
    public static SettingsOutcome Load(HostPaths paths, string? file = null)
    {
        var settings = TextFile.Read(file ?? paths.Settings);
        if (settings.IsMissing)
            return new SettingsOutcome.Missing(new(settings.Path, "", "", NoSettings));

        return settings.Problem is { } problem
            ? new SettingsOutcome.Wrong([problem, .. LoadCalendar(paths).Problems])
            : Parse(paths, settings.Path, settings.Text);
    }

    /// <summary>The settings of a file that may not be there yet.</summary>
    public static SettingsOutcome Parse(HostPaths paths, string file, string text)
    {
        var (calendar, problems) = LoadCalendar(paths);
        return SettingsParser.Parse(file, text, FindZone, calendar) switch
        {
            SettingsOutcome.Wrong wrong => new SettingsOutcome.Wrong([.. wrong.Problems, .. problems]),
            _ when problems is not [] => new SettingsOutcome.Wrong(problems),
            var outcome => outcome,
        };
    }

    private static (ExchangeCalendar Calendar, IReadOnlyList<SettingsProblem> Problems) LoadCalendar(HostPaths paths)
    {
        var shipped = TextFile.Read(paths.ShippedCalendar);
        var own = TextFile.Read(paths.OwnCalendar);
        var (days, problems) = CalendarReader.Read(shipped.Path, shipped.Text);
        var (ownDays, ownProblems) = CalendarReader.Read(own.Path, own.Text);
        return (
            days.OverruledBy(ownDays),
            [.. ProblemsOf(shipped, NoCalendar), .. problems, .. ProblemsOf(own), .. ownProblems]
        );
    }

    /// <param name="ifMissing">null: the file need not exist.</param>
    private static IEnumerable<SettingsProblem> ProblemsOf(TextFile file, string? ifMissing = null) =>
        file.Problem is { } problem ? [problem]
        : file.IsMissing && ifMissing is not null ? [new(file.Path, "", "", ifMissing)]
        : [];

    private static TimeZoneInfo? FindZone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;
}
