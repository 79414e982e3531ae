using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What is said of restarts that should wait (81xx).</summary>
internal static partial class Log
{
    [LoggerMessage(
        8101,
        LogLevel.Critical,
        "{Gateway}: who has inhibited a restart, {Path}, cannot be read: {Why}; somebody may have, so it waits 30min"
    )]
    public static partial void InhibitorsUnusable(this ILogger logger, string gateway, string path, string why);
}
