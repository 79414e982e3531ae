using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What is written about the agent's own life: the heartbeat, and the alert of last resort.</summary>
internal static partial class Log
{
    [LoggerMessage(5101, LogLevel.Error, "there is no heartbeat: {Problem}")]
    public static partial void HeartbeatOff(this ILogger logger, string problem);

    [LoggerMessage(5102, LogLevel.Warning, "the heartbeat does not arrive, it is tried on: {Reason}")]
    public static partial void HeartbeatLost(this ILogger logger, string reason);

    [LoggerMessage(5103, LogLevel.Error, "the heartbeat is withheld: a supervisor did not answer within {Limit}")]
    public static partial void HeartbeatWithheld(this ILogger logger, TimeSpan limit);

    [LoggerMessage(5104, LogLevel.Information, "the heartbeat arrives again")]
    public static partial void HeartbeatBack(this ILogger logger);

    [LoggerMessage(5111, LogLevel.Information, "no alert about {FailedUnit}: {Reason}")]
    public static partial void FailurePassed(this ILogger logger, string failedUnit, string reason);

    [LoggerMessage(5112, LogLevel.Information, "alert agent-failed about {FailedUnit} sent to {Channel}")]
    public static partial void FailureTold(this ILogger logger, string failedUnit, string channel);

    [LoggerMessage(
        5113,
        LogLevel.Error,
        "alert agent-failed about {FailedUnit} was NOT delivered to {Channel}, given up: {Reason}"
    )]
    public static partial void FailureUntold(this ILogger logger, string failedUnit, string channel, string reason);
}
