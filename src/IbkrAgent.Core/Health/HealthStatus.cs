namespace IbkrAgent.Health;

/// <summary>Exit statuses of <c>ibkr-agent health-check</c>: the guide's 0-4, and ours.</summary>
public enum HealthStatus
{
    Healthy = 0,
    NotRunning = 1,
    PortNotResponding = 2,
    Authentication = 3,
    Upstream = 4,
    ApiNotAnswering = 5,
    Degraded = 6,
    Starting = 7,
    WrongAccount = 8,
    NotConfigured = 9,
}
