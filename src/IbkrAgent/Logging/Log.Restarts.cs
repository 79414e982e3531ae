using IbkrAgent.Restarts;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What is said of restarts by the clock, and of what became of restarts (8xxx).</summary>
internal static partial class Log
{
    [LoggerMessage(8001, LogLevel.Information, "{Gateway}: {What}")]
    public static partial void RestartPlanned(this ILogger logger, string gateway, string what);

    [LoggerMessage(8002, LogLevel.Warning, "{Gateway}: {AlertCode}: {Text} {WhatToDo}")]
    public static partial void RestartTold(
        this ILogger logger,
        string gateway,
        string alertCode,
        string text,
        string whatToDo
    );

    [LoggerMessage(8003, LogLevel.Information, "{Gateway}: restart {Outcome}: {Text} ({Why})")]
    private static partial void RestartFollowed(
        this ILogger logger,
        string gateway,
        RestartOutcome outcome,
        string text,
        string why,
        RestartCause cause,
        DateTimeOffset decidedAt,
        string differences
    );

    public static void RestartFollowed(this ILogger logger, string gateway, RestartReport report) =>
        logger.RestartFollowed(
            gateway,
            report.Outcome,
            report.Text,
            report.Why,
            report.Cause,
            report.At,
            report.Differences
        );

    [LoggerMessage(
        8004,
        LogLevel.Warning,
        "{Gateway}: when the restart of the day is due is not known: {Timer}: {Problem}"
    )]
    public static partial void NoRestartTimer(this ILogger logger, string gateway, string timer, string problem);

    [LoggerMessage(8005, LogLevel.Error, "{Gateway}: saving what is known of restarts to {Path} failed")]
    public static partial void RestartsNotSaved(this ILogger logger, string gateway, string path, Exception exception);

    [LoggerMessage(8006, LogLevel.Error, "{Gateway}: what was known of restarts, {Path}, cannot be used: {Why}")]
    public static partial void RestartsUnusable(this ILogger logger, string gateway, string path, string why);
}
