namespace IbkrAgent.Settings;

/// <summary>The keys of section <c>[alerts]</c>, which is about all gateways of the host.</summary>
public static class AlertKeys
{
    public const string Section = "alerts";

    public static readonly SettingsKey.Choice DiscordSeverity = Severity("discord_severity");
    public static readonly SettingsKey.Choice TelegramSeverity = Severity("telegram_severity");
    public static readonly SettingsKey.Choice WebhookSeverity = Severity("webhook_severity");

    public static readonly SettingsKey.FreeText DiscordMention = new("discord_mention", "");
    public static readonly SettingsKey.Choice TelegramQuestions = new("telegram_questions", "no", "yes", "no");
    public static readonly SettingsKey.Duration WarningAfter = After("warning_after", "5min");
    public static readonly SettingsKey.Duration CriticalAfter = After("critical_after", "17min");
    public static readonly SettingsKey.Duration SevereAfter = After("severe_after", "1h");
    public static readonly SettingsKey.Duration OutageAfter = After("outage_after", "2h");

    /// <remarks>Not <c>heartbeat_interval</c>: that is between two questions to the API of one gateway.</remarks>
    public static readonly SettingsKey.Duration HeartbeatUrlInterval = new(
        "heartbeat_url_interval",
        "1min",
        "30s",
        "1h"
    );

    /// <summary>In the order of the shipped file.</summary>
    public static readonly IReadOnlyList<SettingsKey> All =
    [
        DiscordSeverity,
        TelegramSeverity,
        WebhookSeverity,
        DiscordMention,
        TelegramQuestions,
        WarningAfter,
        CriticalAfter,
        SevereAfter,
        OutageAfter,
        HeartbeatUrlInterval,
    ];

    private static SettingsKey.Duration After(string name, string time) => new(name, time, "10s", "1d");

    private static SettingsKey.Choice Severity(string name) =>
        new(name, "information", "information", "warning", "critical");
}
