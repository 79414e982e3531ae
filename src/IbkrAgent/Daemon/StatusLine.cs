using IbkrAgent.Health;

namespace IbkrAgent.Daemon;

/// <summary>Reports in the one line that <c>systemctl status</c> shows.</summary>
internal static class StatusLine
{
    /// <summary>
    /// One gateway is told in full; of several those that are ready in short, so that the others stand out.
    /// </summary>
    public static string Of(IReadOnlyList<GatewayReport> reports) =>
        reports is [var only]
            ? Full(only)
            : string.Join(" | ", reports.Select(report => IsWell(report) ? Short(report) : Full(report)));

    private static bool IsWell(GatewayReport report) => report is { Verdict: Verdict.Ready, HandsOff: false };

    private static string Short(GatewayReport report) => $"{report.Name}: {report.Verdict}";

    private static string Full(GatewayReport report) =>
        $"{report.Name}: {report.Verdict} since {report.Since:u} ({report.Reason})"
        + (report.NextStep.Length > 0 ? $"; {report.NextStep}" : "")
        + (report.HandsOff ? "; HANDS OFF" : "");
}
