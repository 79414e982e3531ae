using IbkrAgent.Alerts;

namespace IbkrAgent.Settings;

/// <summary>
/// From which severity on each channel gets alerts, when an outage is one, who may ask, and how often the agent says that
/// it lives.
/// </summary>
/// <param name="TelegramQuestions">questions in Telegram's chat are answered.</param>
/// <param name="HeartbeatInterval">between two calls of HEARTBEAT_URL.</param>
public sealed record AlertSettings(
    AlertSeverity Discord,
    AlertSeverity Telegram,
    AlertSeverity Webhook,
    bool TelegramQuestions,
    AlertEscalation Escalation,
    TimeSpan HeartbeatInterval
)
{
    /// <summary>Whom a critical alert on Discord calls; null: nobody.</summary>
    public DiscordMention? DiscordMention { get; init; }

    public static readonly AlertSettings Default = new(
        AlertSeverity.Information,
        AlertSeverity.Information,
        AlertSeverity.Information,
        TelegramQuestions: false,
        AlertEscalation.Default,
        TimeSpan.FromMinutes(1)
    );
}
