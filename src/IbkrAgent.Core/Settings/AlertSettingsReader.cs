using IbkrAgent.Alerts;

namespace IbkrAgent.Settings;

/// <summary>Section <c>[alerts]</c> to settings.</summary>
internal static class AlertSettingsReader
{
    public static AlertSettings Read(SectionReader section)
    {
        section.CheckKeys(AlertKeys.All);
        return new(
            Severity(AlertKeys.DiscordSeverity),
            Severity(AlertKeys.TelegramSeverity),
            Severity(AlertKeys.WebhookSeverity),
            section.Read(AlertKeys.TelegramQuestions) == "yes",
            Escalation(section),
            section.Read(AlertKeys.HeartbeatUrlInterval)
        )
        {
            DiscordMention = Mention(section),
        };

        AlertSeverity Severity(SettingsKey.Choice key) =>
            section.Read(key) switch
            {
                "information" => AlertSeverity.Information,
                "warning" => AlertSeverity.Warning,
                _ => AlertSeverity.Critical,
            };
    }

    private static DiscordMention? Mention(SectionReader section)
    {
        var text = section.Read(AlertKeys.DiscordMention);
        if (text.Length > 0 && !DiscordMention.TryParse(text, out _))
            section.Report(AlertKeys.DiscordMention, $"'{text}' is neither <@USER> nor <@&ROLE>, each a number");
        return DiscordMention.TryParse(text, out var mention) ? mention : null;
    }

    private static AlertEscalation Escalation(SectionReader section)
    {
        SettingsKey.Duration[] keys =
        [
            AlertKeys.WarningAfter,
            AlertKeys.CriticalAfter,
            AlertKeys.SevereAfter,
            AlertKeys.OutageAfter,
        ];
        var times = keys.Select(section.Read).ToArray();
        for (var stage = 1; stage < times.Length; stage++)
            if (times[stage] <= times[stage - 1])
                section.Report(keys[stage], $"has to be more than {keys[stage - 1].Name}");
        return new(times[0], times[1], times[2], times[3]);
    }
}
