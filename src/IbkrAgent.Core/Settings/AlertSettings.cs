using IbkrAgent.Alerts;

namespace IbkrAgent.Settings;

/// <summary>From which severity on each channel gets alerts.</summary>
public sealed record AlertSettings(AlertSeverity Discord, AlertSeverity Telegram, AlertSeverity Webhook)
{
    public static readonly AlertSettings Default = new(
        AlertSeverity.Information,
        AlertSeverity.Information,
        AlertSeverity.Information
    );
}
