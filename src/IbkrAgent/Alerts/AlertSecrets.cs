using IbkrAgent.Common;
using IbkrAgent.Gateway;

namespace IbkrAgent.Alerts;

/// <summary>
/// alerts.env, which the unit hands to the daemon as a credential (LoadCredential= in systemd.exec(5)).
/// </summary>
internal sealed class AlertSecrets
{
    public const string DiscordKey = "DISCORD_WEBHOOK_URL";
    public const string TelegramTokenKey = "TELEGRAM_BOT_TOKEN";
    public const string TelegramChatKey = "TELEGRAM_CHAT_ID";
    public const string TelegramServerKey = "TELEGRAM_API_URL";
    public const string WebhookKey = "WEBHOOK_URL";
    public const string HeartbeatKey = "HEARTBEAT_URL";

    public const string FileName = "/etc/ibkr/alerts.env";

    private const string UsualTelegramServer = "https://api.telegram.org";

    /// <summary>All of them, in the order of the shipped file.</summary>
    public static readonly IReadOnlyList<string> Keys =
    [
        DiscordKey,
        TelegramTokenKey,
        TelegramChatKey,
        TelegramServerKey,
        WebhookKey,
        HeartbeatKey,
    ];

    private readonly IReadOnlyDictionary<string, string> _values;

    private AlertSecrets(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <summary>Keys that have no meaning here.</summary>
    public IEnumerable<string> OtherKeys => _values.Keys.Except(Keys);

    /// <summary>The value of a key; empty when it has none.</summary>
    public Secret this[string key] => new(_values.GetValueOrDefault(key, "").Trim());

    /// <summary>The server of the Bot API.</summary>
    public Secret TelegramServer =>
        this[TelegramServerKey] is { IsEmpty: false } own ? own : new Secret(UsualTelegramServer);

    /// <summary>What is wrong with a value, which is not repeated; null when it can be used.</summary>
    public static string? ProblemOf(string key, Secret value) =>
        key switch
        {
            _ when value.IsEmpty => null,
            TelegramChatKey => value.Reveal().Any(char.IsWhiteSpace) ? $"{key} is not the number of a chat" : null,
            TelegramTokenKey => TelegramBot.IsToken(value) ? null : $"{key} is no token of a bot, NUMBER:LETTERS",
            _ => WebCall.AddressOf(value) is null ? $"{key} is not an https address" : null,
        };

    /// <param name="credentialsDirectory">$CREDENTIALS_DIRECTORY; null when the unit hands over nothing.</param>
    /// <param name="problem">why it cannot be read; empty when it can, or when there is none.</param>
    public static AlertSecrets Read(string? credentialsDirectory, out string problem)
    {
        problem = "";
        try
        {
            if (credentialsDirectory is not null)
                return new(
                    EnvironmentFileText.Read(
                        File.ReadAllText(Path.Combine(credentialsDirectory, Path.GetFileName(FileName)))
                    )
                );
        }
        catch (FileNotFoundException)
        {
            // As empty: alerts are wanted by nobody.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            problem = $"{FileName} cannot be read: {exception.Message}";
        }

        return new(new Dictionary<string, string>());
    }
}
