using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Alerts;

/// <summary>Has a Telegram bot say alerts in one chat; it listens to nobody.</summary>
/// <param name="chat">number of the chat, or the name of a public channel, behind an @.</param>
internal sealed class TelegramBot(WebCall call, Secret chat) : IAlertChannel
{
    public const string OwnId = "telegram";

    public string Id => OwnId;

    public string Name => "Telegram";

    /// <summary>A number, a colon, letters: nothing that changes its meaning in an address.</summary>
    public static bool IsToken(Secret text) =>
        text.Reveal().Split(':') is [{ Length: > 0 } number, { Length: > 0 } letters]
        && number.All(char.IsAsciiDigit)
        && letters.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>Null when <paramref name="server"/> is no https address.</summary>
    /// <param name="token">see <see cref="IsToken"/>.</param>
    /// <param name="server">of the Bot API; another one than Telegram's own is the operator's.</param>
    public static TelegramBot? TryCreate(
        Secret server,
        Secret token,
        Secret chat,
        TimeSpan timeout,
        TimeProvider time
    ) =>
        AddressOf(server, token, "sendMessage") is { } address
            ? new(
                new WebCall(
                    address,
                    $"{AlertSecrets.TelegramTokenKey} and {AlertSecrets.TelegramChatKey}",
                    timeout,
                    time
                ),
                chat
            )
            : null;

    /// <summary>Of a method of the Bot API; null when <paramref name="server"/> is no https address.</summary>
    /// <remarks>The token is in it, so that it is shown to nobody.</remarks>
    public static Uri? AddressOf(Secret server, Secret token, string method) =>
        WebCall.AddressOf(new($"{server.Reveal().TrimEnd('/')}/bot{token.Reveal()}/{method}"));

    public AlertSeverity LeastSeverity(AlertSettings settings) => settings.Telegram;

    public Task<WebAnswer> SendAsync(Alert alert, AlertSettings settings, CancellationToken cancellationToken) =>
        call.PostAsync(TelegramMessage.Render(alert, chat), cancellationToken);
}
