namespace IbkrAgent.Cli;

/// <summary>Exit statuses of the commands (sysexits.h); docs/architecture.md has the table.</summary>
/// <remarks><c>health-check</c> has statuses of its own: <see cref="Health.HealthStatus"/>.</remarks>
public enum ExitCode
{
    Ok = 0,

    /// <summary>The command did not succeed, and no other status says it better; of a gate: refused.</summary>
    Failure = 1,

    /// <summary>Wrong arguments; nothing was done.</summary>
    Usage = 64,

    /// <summary>What was asked is not there: the daemon, the bus, the Gateway.</summary>
    Unavailable = 69,

    TryAgain = 75,

    NotPermitted = 77,

    /// <summary>Settings are missing or wrong. ibkr-agent.service is not restarted after it.</summary>
    Configuration = 78,

    /// <summary>
    /// A gate met something unexpected. ExecCondition= takes only this for a failure (systemd.service(5)).
    /// </summary>
    GateFailure = 255,
}
