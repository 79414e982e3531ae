using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What is said of the services that live on a gateway (7xxx).</summary>
internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Information, "{Gateway}: RestartUnit {Unit}: {Why}")]
    public static partial void RestartingDependent(this ILogger logger, string gateway, string unit, string why);

    [LoggerMessage(7002, LogLevel.Information, "{Gateway}: StopUnit {Unit}: {Why}")]
    public static partial void StoppingDependent(this ILogger logger, string gateway, string unit, string why);

    [LoggerMessage(7003, LogLevel.Information, "{Gateway}: {Unit} job ended: {Result}")]
    public static partial void DependentJobEnded(this ILogger logger, string gateway, string unit, string result);

    [LoggerMessage(7004, LogLevel.Warning, "{Gateway}: {Unit} {What}")]
    public static partial void DependentSaid(this ILogger logger, string gateway, string unit, string what);

    [LoggerMessage(7005, LogLevel.Critical, "{Gateway}: {AlertCode}: {Text} {WhatToDo}")]
    public static partial void DependentAlerted(
        this ILogger logger,
        string gateway,
        string alertCode,
        string text,
        string whatToDo
    );

    [LoggerMessage(
        7006,
        LogLevel.Error,
        "{Gateway}: saving what is known of the dependents to {Path} failed, so none is restarted"
    )]
    public static partial void DependentsNotSaved(
        this ILogger logger,
        string gateway,
        string path,
        Exception exception
    );

    [LoggerMessage(
        7007,
        LogLevel.Critical,
        "{Gateway}: what was known of the dependents, {Path}, cannot be used: {Why}; none is restarted until reset"
    )]
    public static partial void DependentsUnusable(this ILogger logger, string gateway, string path, string why);

    [LoggerMessage(7008, LogLevel.Error, "{Gateway}: {Unit} is not asked whether it is well: {Problem}")]
    public static partial void HealthNotAsked(this ILogger logger, string gateway, string unit, string problem);

    [LoggerMessage(7009, LogLevel.Error, "{Gateway}: the mark that the API is ready could not be set or removed")]
    public static partial void ReadyMarkFailed(this ILogger logger, string gateway, Exception exception);
}
