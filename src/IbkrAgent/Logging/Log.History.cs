using IbkrAgent.Gateway;
using IbkrAgent.Health;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What is said for the record alone, and read by <c>ibkr-agent history</c> (21xx).</summary>
internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Information, "{Gateway}: incident {IncidentId} began: {Verdict}: {Evidence}")]
    public static partial void IncidentBegan(
        this ILogger logger,
        string gateway,
        string incidentId,
        Verdict verdict,
        string evidence,
        DateTimeOffset startedAt
    );

    [LoggerMessage(2102, LogLevel.Information, "{Gateway}: incident {IncidentId} ended: {Verdict} after {Lasted}")]
    public static partial void IncidentEnded(
        this ILogger logger,
        string gateway,
        string incidentId,
        Verdict verdict,
        string lasted,
        DateTimeOffset startedAt,
        DateTimeOffset endedAt,
        string alertCodes
    );

    [LoggerMessage(2103, LogLevel.Information, "{Gateway}: login attempt: the credentials were submitted")]
    public static partial void LoginAttempted(this ILogger logger, string gateway, DateTimeOffset at);

    [LoggerMessage(2104, LogLevel.Information, "{Gateway}: logged in: {How}")]
    public static partial void LoginCompleted(
        this ILogger logger,
        string gateway,
        LoginOutcome outcome,
        string how,
        DateTimeOffset at
    );

    [LoggerMessage(2105, LogLevel.Warning, "{Gateway}: NOT logged in: {How}")]
    public static partial void LoginNotCompleted(
        this ILogger logger,
        string gateway,
        LoginOutcome outcome,
        string how,
        DateTimeOffset at
    );

    [LoggerMessage(2106, LogLevel.Information, "{Gateway}: the broker asks for approval, request {Request}")]
    public static partial void ApprovalAsked(this ILogger logger, string gateway, int request, DateTimeOffset at);

    [LoggerMessage(2107, LogLevel.Information, "{Gateway}: approval {Outcome}")]
    public static partial void ApprovalEnded(this ILogger logger, string gateway, string outcome, DateTimeOffset at);
}
