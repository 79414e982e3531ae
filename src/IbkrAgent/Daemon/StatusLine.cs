using IbkrAgent.Health;

namespace IbkrAgent.Daemon;

/// <summary>A report in the one line that <c>systemctl status</c> shows.</summary>
internal static class StatusLine
{
    public static string Of(GatewayReport report) =>
        $"{report.Name}: {report.Verdict} since {report.Since:u} ({report.Reason})"
        + (report.NextStep.Length > 0 ? $"; {report.NextStep}" : "")
        + (report.HandsOff ? "; HANDS OFF" : "");
}
