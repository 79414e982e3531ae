namespace IbkrAgent.Health;

/// <summary>From what the Gateway is to the exit status of <c>health-check</c>.</summary>
public static class HealthStatusRules
{
    public static HealthStatus Of(GatewayReport report, HealthDemand demand) =>
        report.Verdict switch
        {
            Verdict.Stopped when report is { OnPurpose: true, Parked: false } => demand.RequireReady
                ? HealthStatus.Starting
                : HealthStatus.Healthy,
            _ => Of(report.Verdict, demand),
        };

    /// <summary>Of a verdict by itself, as from one look: what is stopped is not running.</summary>
    public static HealthStatus Of(Verdict verdict, HealthDemand demand) =>
        verdict switch
        {
            Verdict.Ready => HealthStatus.Healthy,
            Verdict.Degraded => demand.Strict ? HealthStatus.Degraded : HealthStatus.Healthy,
            Verdict.PortClosed => HealthStatus.PortNotResponding,
            Verdict.LoginFailed or Verdict.LockedOut or Verdict.SessionConflict => HealthStatus.Authentication,
            Verdict.UpstreamLost => HealthStatus.Upstream,
            Verdict.ApiSilent or Verdict.ApiRejected => HealthStatus.ApiNotAnswering,
            Verdict.Starting or Verdict.AwaitingTwoFactor => HealthStatus.Starting,
            Verdict.WrongAccount => HealthStatus.WrongAccount,
            Verdict.NotConfigured => HealthStatus.NotConfigured,
            _ => HealthStatus.NotRunning, // Down, Stopped, and whatever is not known to be better
        };
}
