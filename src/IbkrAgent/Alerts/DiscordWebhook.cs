using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Alerts;

/// <summary>Posts alerts into a Discord channel.</summary>
internal sealed class DiscordWebhook(AlertPost post) : IAlertChannel
{
    public const string OwnId = "discord";

    public string Id => OwnId;

    public string Name => "Discord";

    /// <summary>The channel behind a webhook's address; null when that is no https address.</summary>
    public static DiscordWebhook? TryCreate(Secret url, TimeSpan timeout, TimeProvider time) =>
        AlertPost.AddressOf(url) is { } address
            ? new(new AlertPost(address, AlertSecrets.DiscordKey, timeout, time))
            : null;

    public AlertSeverity LeastSeverity(AlertSettings settings) => settings.Discord;

    public Task<AlertDelivery> SendAsync(Alert alert, AlertSettings settings, CancellationToken cancellationToken) =>
        post.SendAsync(DiscordMessage.Render(alert, settings.DiscordMention), cancellationToken);
}
