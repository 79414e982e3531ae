namespace IbkrAgent.Health;

/// <summary>What the Gateway is. Exactly one at a time; docs/architecture.md has the table.</summary>
public enum Verdict
{
    NotConfigured,
    Stopped,
    Starting,
    AwaitingTwoFactor,
    LoginFailed,
    LockedOut,
    PortClosed,
    ApiSilent,
    ApiRejected,
    UpstreamLost,
    Down,
    Ready,
}
