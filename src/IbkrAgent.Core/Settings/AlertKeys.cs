namespace IbkrAgent.Settings;

/// <summary>The keys of section <c>[alerts]</c>, which is about all gateways of the host.</summary>
public static class AlertKeys
{
    public const string Section = "alerts";

    public static readonly SettingsKey.Choice DiscordSeverity = Severity("discord_severity");
    public static readonly SettingsKey.Choice TelegramSeverity = Severity("telegram_severity");
    public static readonly SettingsKey.Choice WebhookSeverity = Severity("webhook_severity");

    /// <summary>In the order of the shipped file.</summary>
    public static readonly IReadOnlyList<SettingsKey> All = [DiscordSeverity, TelegramSeverity, WebhookSeverity];

    private static SettingsKey.Choice Severity(string name) =>
        new(name, "information", "information", "warning", "critical");
}
