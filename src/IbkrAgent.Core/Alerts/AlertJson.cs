using System.Globalization;

namespace IbkrAgent.Alerts;

/// <summary>What the messages of all channels share.</summary>
internal static class AlertJson
{
    public static string NameOf(AlertSeverity severity) =>
        severity switch
        {
            AlertSeverity.Information => "information",
            AlertSeverity.Warning => "warning",
            _ => "critical",
        };

    public static string InstantOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
