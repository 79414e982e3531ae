using System.Globalization;
using IbkrAgent.Common;

namespace IbkrAgent.Alerts;

/// <summary>One chat of a Telegram bot: what is said to the bot, and answers there.</summary>
internal sealed class TelegramChat
{
    /// <summary>How long the server may keep an answer back until there is a message.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(50);

    /// <summary>Of an answer's body, in bytes.</summary>
    private const int LongestBody = 4 << 20;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly WebCall _me;
    private readonly WebCall _updates;
    private readonly WebCall _messages;
    private readonly Secret _chat;

    private TelegramChat(WebCall me, WebCall updates, WebCall messages, long id, Secret chat) =>
        (_me, _updates, _messages, Id, _chat) = (me, updates, messages, id, chat);

    public long Id { get; }

    /// <summary>Null when nobody can ask there.</summary>
    /// <param name="credentialsDirectory">$CREDENTIALS_DIRECTORY, which systemd sets.</param>
    /// <param name="problem">why; empty when somebody can.</param>
    public static TelegramChat? TryOpen(string? credentialsDirectory, TimeProvider time, out string problem)
    {
        var secrets = AlertSecrets.Read(credentialsDirectory, out problem);
        if (problem.Length > 0)
            return null;

        var (token, chat) = (secrets[AlertSecrets.TelegramTokenKey], secrets[AlertSecrets.TelegramChatKey]);
        if (!TelegramBot.IsToken(token))
            problem = $"{AlertSecrets.TelegramTokenKey} is no token of a bot, NUMBER:LETTERS";
        else if (!long.TryParse(chat.Reveal(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            problem =
                $"{AlertSecrets.TelegramChatKey} is not the number of a chat; nobody can ask in a channel that has a name";
        else if (
            Call("getMe", Timeout) is { } me
            && Call("getUpdates", LongestWait + Timeout) is { } updates
            && Call("sendMessage", Timeout) is { } messages
        )
            return new(me, updates, messages, id, chat);
        else
            problem = $"{AlertSecrets.TelegramServerKey} is not an https address";

        problem += $": look at {AlertSecrets.FileName}";
        return null;

        WebCall? Call(string method, TimeSpan timeout) =>
            TelegramBot.AddressOf(secrets.TelegramServer, token, method) is { } address
                ? new(address, AlertSecrets.TelegramTokenKey, timeout, time, LongestBody)
                : null;
    }

    /// <summary>Who the bot is, for <see cref="TelegramUpdates.ReadName"/>.</summary>
    public Task<WebAnswer> AskNameAsync(CancellationToken cancellationToken) =>
        _me.PostAsync("{}"u8.ToArray(), cancellationToken);

    /// <summary>What was said, in any chat, for <see cref="TelegramUpdates.Read"/>.</summary>
    public Task<WebAnswer> ListenAsync(long? offset, TimeSpan wait, CancellationToken cancellationToken) =>
        _updates.PostAsync(TelegramUpdates.Request(offset, wait), cancellationToken);

    /// <param name="replyTo">number of the message that is answered.</param>
    public Task<WebAnswer> AnswerAsync(string text, long replyTo, CancellationToken cancellationToken) =>
        _messages.PostAsync(TelegramMessage.Render(text, _chat, replyTo), cancellationToken);
}
