using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Alerts;

/// <summary>Posts alerts into a Discord channel.</summary>
internal sealed class DiscordWebhook(WebCall call) : IAlertChannel
{
    public const string OwnId = "discord";

    public string Id => OwnId;

    public string Name => "Discord";

    /// <summary>The channel behind a webhook's address; null when that is no https address.</summary>
    public static DiscordWebhook? TryCreate(Secret url, TimeSpan timeout, TimeProvider time) =>
        WebCall.AddressOf(url) is { } address
            ? new(new WebCall(address, AlertSecrets.DiscordKey, timeout, time))
            : null;

    public AlertSeverity LeastSeverity(AlertSettings settings) => settings.Discord;

    public Task<WebAnswer> SendAsync(Alert alert, AlertSettings settings, CancellationToken cancellationToken) =>
        call.PostAsync(DiscordMessage.Render(alert, settings.DiscordMention), cancellationToken);
}
