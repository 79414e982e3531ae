using IbkrAgent.Logging;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Alerts;

/// <summary>Opens the channel that the operator has set up, and says in the journal when there is none.</summary>
internal static class AlertChannels
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <param name="credentialsDirectory">$CREDENTIALS_DIRECTORY, which systemd sets.</param>
    public static IAlertChannel? Open(string? credentialsDirectory, TimeProvider time, ILogger logger)
    {
        if (AlertSecrets.TryRead(credentialsDirectory, out var discord, out var problem, out var isWrong))
        {
            var webhook = DiscordWebhook.TryCreate(discord, Timeout, time);
            if (webhook is null)
                logger.AlertSettingsInvalid(
                    $"{AlertSecrets.DiscordKey} in /etc/ibkr/alerts.env is not an https address"
                );
            return webhook;
        }

        if (isWrong)
            logger.AlertSettingsInvalid(problem);
        else
            logger.AlertsOff(problem);

        return null;
    }
}
