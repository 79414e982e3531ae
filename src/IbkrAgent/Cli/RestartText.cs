using IbkrAgent.Health;
using IbkrAgent.Restarts;

namespace IbkrAgent.Cli;

/// <summary>The next restart and the last one, for people.</summary>
internal static class RestartText
{
    public static IEnumerable<string> Of(GatewayReport report)
    {
        if (report.RestartPlan is { PutOffUntil: { } until } putOff)
            yield return $"put off until {ReportText.Instant(until)} at most: {putOff.Why}";
        if (report.RestartPlan is { Due: { } due })
            yield return $"due by the timer at {ReportText.Instant(due)}";
        if (report.Restart is { } last)
            yield return $"the last one, decided at {ReportText.Instant(last.At)}: {Outcome(last)}{last.Text}";
    }

    private static string Outcome(RestartReport restart) =>
        restart.Outcome switch
        {
            RestartOutcome.Proved or RestartOutcome.UnderWay => "",
            RestartOutcome.Different => "DIFFERENT: ",
            RestartOutcome.Unproved => "NOT PROVED: ",
            RestartOutcome.Late => "LATE: ",
            _ => "FAILED: ",
        };
}
