using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>The one place that says what is logged and where.</summary>
internal static class AgentLogging
{
    public static void AddAgentLog(this ILoggingBuilder logging, LogOutput output)
    {
        logging
            .ClearProviders()
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning);
        logging.Services.AddSingleton<ILoggerProvider>(_ => new JournalLoggerProvider(output.Write));
    }
}
