using IbkrAgent.Health;

namespace IbkrAgent.Cli;

/// <summary>The login that stands, how the next restart keeps it, and when it ends by itself; for people.</summary>
internal static class LoginText
{
    /// <summary>Empty when there is nothing to say.</summary>
    public static string Of(GatewayReport report) => string.Join("; ", Parts(report).Where(part => part.Length > 0));

    private static IEnumerable<string> Parts(GatewayReport report)
    {
        if (report.ProcessSince is { } since && report.IsLoginKept is { } kept)
            yield return $"{(kept ? "kept" : "typed")} at {ReportText.Instant(since)}";
        yield return report.Keeping?.ToString() ?? "";
        if (report.TokenExpiry is { } expiry)
            yield return $"the broker forgets it at {ReportText.Instant(expiry)}";
    }
}
