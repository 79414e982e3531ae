using IbkrAgent.Schedule;
using IbkrAgent.Settings;

namespace IbkrAgent.Season;

/// <summary>The operator's files, read by the code that the agent reads them with.</summary>
internal static class SeasonSettings
{
    public static GatewaySettings Load()
    {
        var (calendar, problems) = CalendarReader.Read("nyse.calendar", Text("nyse.calendar"));
        if (problems is [var problem, ..])
            throw new InvalidDataException(problem.ToString());

        return
            SettingsParser.Parse("agent.ini", Text("agent.ini"), TimeZoneInfo.FindSystemTimeZoneById, calendar)
                is SettingsOutcome.Loaded { Settings.Gateways: [var gateway] }
            ? gateway
            : throw new InvalidDataException("agent.ini: not understood");
    }

    private static string Text(string name)
    {
        using var stream =
            typeof(SeasonSettings).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not built in");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
