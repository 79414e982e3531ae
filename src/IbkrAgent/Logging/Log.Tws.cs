using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What the held session with the API says (4xxx). Balances are nobody's business here.</summary>
internal static partial class Log
{
    [LoggerMessage(
        4001,
        LogLevel.Information,
        "{Gateway}: differences in the accounts after the reconnection ({DifferenceCount}): {Differences}"
    )]
    public static partial void AccountDiffers(
        this ILogger logger,
        string gateway,
        int differenceCount,
        string differences
    );

    [LoggerMessage(4002, LogLevel.Warning, "{Gateway}: the Gateway says: {Notice}")]
    public static partial void GatewayNoticed(this ILogger logger, string gateway, string notice);

    [LoggerMessage(
        4003,
        LogLevel.Warning,
        "{Gateway}: the API is read-only, so open orders are not asked for any more in this run of the Gateway"
    )]
    public static partial void ApiReadOnly(this ILogger logger, string gateway);
}
