using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Alerts;

/// <summary>Posts alerts as they are, as JSON, to a program of the operator's.</summary>
internal sealed class JsonWebhook(WebCall call) : IAlertChannel
{
    public const string OwnId = "webhook";

    public string Id => OwnId;

    public string Name => "the webhook";

    /// <summary>Null when it is no https address.</summary>
    public static JsonWebhook? TryCreate(Secret url, TimeSpan timeout, TimeProvider time) =>
        WebCall.AddressOf(url) is { } address
            ? new(new WebCall(address, AlertSecrets.WebhookKey, timeout, time))
            : null;

    public AlertSeverity LeastSeverity(AlertSettings settings) => settings.Webhook;

    public Task<WebAnswer> SendAsync(Alert alert, AlertSettings settings, CancellationToken cancellationToken) =>
        call.PostAsync(WebhookMessage.Render(alert), cancellationToken);
}
