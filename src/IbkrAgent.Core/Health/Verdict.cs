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
    SessionConflict,
    PortClosed,
    ApiSilent,
    ApiRejected,
    UpstreamLost,
    Degraded,
    WrongAccount,
    Down,
    Ready,
}
