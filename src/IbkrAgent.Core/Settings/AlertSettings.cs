using IbkrAgent.Alerts;

namespace IbkrAgent.Settings;

/// <summary>From which severity on each channel gets alerts, and when an outage is one.</summary>
public sealed record AlertSettings(
    AlertSeverity Discord,
    AlertSeverity Telegram,
    AlertSeverity Webhook,
    AlertEscalation Escalation
)
{
    /// <summary>Whom a critical alert on Discord calls; null: nobody.</summary>
    public DiscordMention? DiscordMention { get; init; }

    public static readonly AlertSettings Default = new(
        AlertSeverity.Information,
        AlertSeverity.Information,
        AlertSeverity.Information,
        AlertEscalation.Default
    );
}
