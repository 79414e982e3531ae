using IbkrAgent.Logging;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Alerts;

/// <summary>Opens the channels that the operator has set up, and says in the journal what is wrong with the rest.</summary>
internal static class AlertChannels
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <param name="credentialsDirectory">$CREDENTIALS_DIRECTORY, which systemd sets.</param>
    public static IReadOnlyList<IAlertChannel> Open(string? credentialsDirectory, TimeProvider time, ILogger logger)
    {
        var secrets = AlertSecrets.Read(credentialsDirectory, out var problem);
        if (problem.Length > 0)
        {
            logger.AlertSettingsInvalid(problem);
            return [];
        }

        foreach (var key in secrets.OtherKeys)
            logger.AlertSettingsInvalid($"{AlertSecrets.FileName}: {key} has no meaning here");

        List<IAlertChannel> channels = [];
        if (secrets[AlertSecrets.DiscordKey] is { IsEmpty: false } discord)
            Add(DiscordWebhook.TryCreate(discord, Timeout, time), AlertSecrets.DiscordKey);
        OpenTelegram(secrets);
        if (secrets[AlertSecrets.WebhookKey] is { IsEmpty: false } webhook)
            Add(JsonWebhook.TryCreate(webhook, Timeout, time), AlertSecrets.WebhookKey);

        if (channels is [])
            logger.AlertsOff(
                $"none of {AlertSecrets.DiscordKey}, {AlertSecrets.TelegramTokenKey} with {AlertSecrets.TelegramChatKey}, "
                    + $"{AlertSecrets.WebhookKey} can be used in {AlertSecrets.FileName}"
            );
        return channels;

        void OpenTelegram(AlertSecrets all)
        {
            var (token, chat) = (all[AlertSecrets.TelegramTokenKey], all[AlertSecrets.TelegramChatKey]);
            if (token.IsEmpty != chat.IsEmpty)
                logger.AlertSettingsInvalid(
                    $"{AlertSecrets.TelegramTokenKey} and {AlertSecrets.TelegramChatKey} in {AlertSecrets.FileName} "
                        + "belong together, and one is empty"
                );
            if (token.IsEmpty || chat.IsEmpty)
                return;
            if (!TelegramBot.IsToken(token))
            {
                logger.AlertSettingsInvalid(
                    $"{AlertSecrets.TelegramTokenKey} in {AlertSecrets.FileName} is no token of a bot, NUMBER:LETTERS"
                );
                return;
            }

            Add(TelegramBot.TryCreate(all.TelegramServer, token, chat, Timeout, time), AlertSecrets.TelegramServerKey);
        }

        void Add(IAlertChannel? channel, string key)
        {
            if (channel is not null)
                channels.Add(channel);
            else
                logger.AlertSettingsInvalid($"{key} in {AlertSecrets.FileName} is not an https address");
        }
    }
}
