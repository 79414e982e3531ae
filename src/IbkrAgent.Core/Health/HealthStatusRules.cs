namespace IbkrAgent.Health;

/// <summary>From what the Gateway is to the exit status of <c>health-check</c>.</summary>
public static class HealthStatusRules
{
    /// <param name="requireReady">a Gateway that is stopped on purpose is not good enough for the caller.</param>
    public static HealthStatus Of(GatewayReport report, bool requireReady) =>
        report.Verdict switch
        {
            Verdict.Stopped when report is { OnPurpose: true, Parked: false } => requireReady
                ? HealthStatus.Starting
                : HealthStatus.Healthy,
            _ => Of(report.Verdict),
        };

    /// <summary>Of a verdict by itself, as from one look: what is stopped is not running.</summary>
    public static HealthStatus Of(Verdict verdict) =>
        verdict switch
        {
            Verdict.Ready => HealthStatus.Healthy,
            Verdict.PortClosed => HealthStatus.PortNotResponding,
            Verdict.LoginFailed or Verdict.LockedOut => HealthStatus.Authentication,
            Verdict.UpstreamLost => HealthStatus.Upstream,
            Verdict.ApiSilent or Verdict.ApiRejected => HealthStatus.ApiNotAnswering,
            Verdict.Starting or Verdict.AwaitingTwoFactor => HealthStatus.Starting,
            Verdict.NotConfigured => HealthStatus.NotConfigured,
            _ => HealthStatus.NotRunning, // Down, Stopped, and whatever is not known to be better
        };
}
