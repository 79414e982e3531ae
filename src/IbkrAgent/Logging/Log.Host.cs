using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What the looks at processes, ports and the broker's host say (3xxx).</summary>
internal static partial class Log
{
    [LoggerMessage(3020, LogLevel.Warning, "{Gateway}: {What} cannot be seen: {Reason}")]
    public static partial void LookFailed(this ILogger logger, string gateway, string what, string reason);

    [LoggerMessage(
        3021,
        LogLevel.Information,
        "{Gateway}: Java process {Pid} took the place of another, {Relaunches} relaunches in this run of the unit"
    )]
    public static partial void JavaRelaunched(this ILogger logger, string gateway, int pid, int relaunches);

    [LoggerMessage(3022, LogLevel.Information, "{Gateway}: {Detail}")]
    public static partial void BrokerProbed(this ILogger logger, string gateway, string detail);
}
