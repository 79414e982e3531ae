using IbkrAgent.Gateway;

namespace IbkrAgent.Alerts;

/// <summary>What is seen of a unit that has failed.</summary>
/// <param name="Restarts">how often systemd has started it anew by itself (NRestarts).</param>
/// <param name="DaemonRuns">ibkr-agent.service is active.</param>
public sealed record FailureLook(UnitStatus Unit, int Restarts, bool DaemonRuns, DateTimeOffset At);
