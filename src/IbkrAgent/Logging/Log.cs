using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>Every line the daemon writes to the journal.</summary>
/// <remarks>
/// Ids by area, never reused, because people filter by them (<see cref="MessageIds"/>): 1xxx daemon, 2xxx supervision
/// (21xx for the record), 3xxx unit and journal, 4xxx TWS, 5xxx alerts, 6xxx settings, 7xxx dependents, 8xxx restarts.
/// Each value becomes a field, <c>{Gateway}</c> is IBKR_GATEWAY=, also one that the text leaves out.
/// </remarks>
internal static partial class Log
{
    [LoggerMessage(
        1101,
        LogLevel.Information,
        "{Gateway}: user {UserId} (process {ProcessId}) asked for {Action}: exit status {ExitStatus}, {Answer}"
    )]
    public static partial void OperatorAsked(
        this ILogger logger,
        string gateway,
        string action,
        int userId,
        int processId,
        int exitStatus,
        string answer
    );

    [LoggerMessage(1102, LogLevel.Error, "answering {Method} {Path} on the control socket failed")]
    public static partial void ControlRequestFailed(
        this ILogger logger,
        string method,
        string? path,
        Exception exception
    );

    [LoggerMessage(6001, LogLevel.Warning, "{Problem}")]
    public static partial void CalendarEnds(this ILogger logger, string problem);

    [LoggerMessage(5001, LogLevel.Information, "alerts are off: {Reason}")]
    public static partial void AlertsOff(this ILogger logger, string reason);

    [LoggerMessage(5002, LogLevel.Information, "{Gateway}: alert {AlertCode} sent to {Channel}, incident {IncidentId}")]
    public static partial void AlertSent(
        this ILogger logger,
        string gateway,
        string alertCode,
        string channel,
        string incidentId
    );

    [LoggerMessage(
        5003,
        LogLevel.Warning,
        "{Gateway}: alert {AlertCode} was not taken by {Channel}, next attempt in {Pause}: {Reason}"
    )]
    public static partial void AlertRetried(
        this ILogger logger,
        string gateway,
        string alertCode,
        string channel,
        TimeSpan pause,
        string reason
    );

    [LoggerMessage(
        5004,
        LogLevel.Error,
        "{Gateway}: alert {AlertCode} was NOT delivered to {Channel}, given up: {Reason}; it said: {Title}: {Text}"
    )]
    public static partial void AlertGivenUp(
        this ILogger logger,
        string gateway,
        string alertCode,
        string channel,
        string reason,
        string title,
        string text,
        string incidentId
    );

    [LoggerMessage(
        5005,
        LogLevel.Error,
        "{Gateway}: alert {AlertCode} was NOT sent to {Channel}, {Reason}; it said: {Title}: {Text}"
    )]
    public static partial void AlertDropped(
        this ILogger logger,
        string gateway,
        string alertCode,
        string channel,
        string reason,
        string title,
        string text,
        string incidentId
    );

    [LoggerMessage(5006, LogLevel.Error, "alerts are off: {Problem}")]
    public static partial void AlertSettingsInvalid(this ILogger logger, string problem);

    [LoggerMessage(5007, LogLevel.Information, "{Count} alerts wait for {Channel} from before this start")]
    public static partial void AlertsWaited(this ILogger logger, string channel, int count);

    [LoggerMessage(5008, LogLevel.Error, "what waited for {Channel} in {Path} is lost: {Reason}")]
    public static partial void OutboxLost(this ILogger logger, string channel, string path, string reason);

    [LoggerMessage(5009, LogLevel.Error, "what waits for {Channel} was not saved in {Path}")]
    public static partial void OutboxNotSaved(this ILogger logger, string channel, string path, Exception exception);
}
