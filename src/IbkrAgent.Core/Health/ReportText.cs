using IbkrAgent.Settings;
using static System.FormattableString;

namespace IbkrAgent.Health;

/// <summary>What is said of a gateway before anything else, in the words of <c>status</c>.</summary>
public static class ReportText
{
    /// <summary>Name, verdict, since when.</summary>
    public static string Headline(GatewayReport report, DateTimeOffset at) =>
        Headline(report, report.Verdict.ToString(), at);

    /// <param name="verdict">its word as it is to be shown.</param>
    public static string Headline(GatewayReport report, string verdict, DateTimeOffset at) =>
        Invariant($"{report.Name}: {verdict} since {Instant(report.Since)} ({Age(at - report.Since)})");

    /// <summary>What keeps the agent from acting.</summary>
    public static IEnumerable<string> Notices(GatewayReport report)
    {
        if (report.HandsOff)
            yield return "HANDS OFF: /etc/ibkr/hands-off exists, so the agent only watches";
        if (report.Mode == AgentMode.Observe)
            yield return "OBSERVE: mode = observe in agent.ini, so the agent only watches";
        if (report.Hold is { } hold)
            yield return $"HELD: {hold}";
        if (report.Force is { } force)
            yield return $"FORCED: {force}";
        if (report.Parked)
            yield return "PARKED: somebody stopped the unit, so the agent leaves it alone";
        if (report.Budget.Latched is { } latched)
            yield return $"LATCHED: {latched}; no login until ibkr-agent ack{Naming(report)}";
    }

    public static string Instant(DateTimeOffset at) => Invariant($"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    public static string Age(TimeSpan age) =>
        age switch
        {
            { TotalMinutes: < 1 } => Invariant($"{Math.Max(0, (int)age.TotalSeconds)} s"),
            { TotalHours: < 1 } => Invariant($"{age.Minutes} min"),
            { TotalDays: < 1 } => Invariant($"{age.Hours} h {age.Minutes} min"),
            _ => Invariant($"{age.Days} d {age.Hours} h"),
        };

    /// <summary>Which gateway a command is to mean, where main would be meant otherwise.</summary>
    private static string Naming(GatewayReport report) => report.Name == "main" ? "" : $" --gateway {report.Name}";
}
