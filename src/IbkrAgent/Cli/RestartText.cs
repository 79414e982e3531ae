using IbkrAgent.Health;
using IbkrAgent.Restarts;
using static System.FormattableString;

namespace IbkrAgent.Cli;

/// <summary>The next restart and the last one, for people.</summary>
internal static class RestartText
{
    /// <summary>The budget, when the next one is due, and what the check says of one that is made now.</summary>
    public static string Next(GatewayReport report)
    {
        var text = Invariant($"{report.Budget.RestartsLastHour} of {report.Budget.RestartsPerHour} an hour");
        if (report.RestartPlan is { Due: { } due })
            text += $"; due at {ReportText.Instant(due)}";
        return report switch
        {
            { RestartPlan: { PutOffUntil: { } until } plan } =>
                $"{text}; put off until {ReportText.Instant(until)} at most: {plan.Why}",
            { RestartCheck: { } check } => $"{text}; now {Word(check)}",
            _ => text,
        };
    }

    public static string Last(RestartReport? last) =>
        last is null ? "" : $"the last one, decided at {ReportText.Instant(last.At)}: {Outcome(last)}{last.Text}";

    private static string Word(CheckBrief check) =>
        check.Outcome switch
        {
            CheckOutcome.Go => "nothing speaks against it",
            CheckOutcome.Defer => $"it would wait: {check.Why}",
            CheckOutcome.Block => $"NOT: {check.Why}",
            _ => $"not known: {check.Why}",
        };

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
