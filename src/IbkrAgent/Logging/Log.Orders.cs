using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What is said of the orders that clients may send (82xx).</summary>
internal static partial class Log
{
    [LoggerMessage(8201, LogLevel.Information, "{Gateway}: orders: {Running}; {Next}")]
    public static partial void OrdersSeen(this ILogger logger, string gateway, string running, string next);

    [LoggerMessage(8202, LogLevel.Warning, "{Gateway}: {AlertCode}: {Text} {WhatToDo}")]
    public static partial void OrdersTold(
        this ILogger logger,
        string gateway,
        string alertCode,
        string text,
        string whatToDo
    );

    [LoggerMessage(8203, LogLevel.Error, "{Gateway}: saving what was told of orders to {Path} failed")]
    public static partial void OrdersNotSaved(this ILogger logger, string gateway, string path, Exception exception);

    [LoggerMessage(
        8204,
        LogLevel.Error,
        "{Gateway}: what was told of orders, {Path}, cannot be read: {Why}; it may be told once more"
    )]
    public static partial void OrdersUnusable(this ILogger logger, string gateway, string path, string why);
}
