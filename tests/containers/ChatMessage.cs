using System.Globalization;
using System.Text.Json;

namespace IbkrAgent.Containers;

/// <summary>What Discord and Telegram document about the body of a request, and what of it is not so.</summary>
internal static class ChatMessage
{
    /// <summary>What is wrong with a message, in words.</summary>
    public static IEnumerable<string> OfDiscord(JsonElement body) =>
        [
            .. Others(body, "username", "content", "allowed_mentions", "embeds"),
            .. Length(body, "username", 1, 80),
            .. Length(body, "content", 1, 2000),
            .. Others(body.GetProperty("allowed_mentions"), "parse", "users", "roles"),
            .. body.GetProperty("embeds").GetArrayLength() is 1 ? [] : (string[])["not one embed"],
            .. body.GetProperty("embeds").EnumerateArray().SelectMany(Embed),
        ];

    private static IEnumerable<string> Embed(JsonElement embed)
    {
        var fields = embed.TryGetProperty("fields", out var some)
            ? [.. some.EnumerateArray()]
            : Array.Empty<JsonElement>();
        var total = Text(embed, "title") + Text(embed, "description");
        total += string.Concat(fields.Select(field => Text(field, "name") + Text(field, "value")));
        total += Text(embed.GetProperty("footer"), "text");
        return
        [
            .. Others(embed, "title", "description", "color", "timestamp", "fields", "footer"),
            .. Length(embed, "title", 1, 256),
            .. Length(embed, "description", 1, 4096),
            .. embed.GetProperty("color").GetInt32() is >= 0 and <= 0xFFFFFF ? [] : (string[])["color is none"],
            .. DateTimeOffset.TryParse(Text(embed, "timestamp"), CultureInfo.InvariantCulture, out _)
                ? []
                : (string[])["timestamp is no ISO 8601"],
            .. fields.Length <= 25 ? [] : (string[])["more than 25 fields"],
            .. fields.SelectMany(field => Length(field, "name", 1, 256).Concat(Length(field, "value", 1, 1024))),
            .. Length(embed.GetProperty("footer"), "text", 1, 2048),
            .. total.Length <= 6000 ? [] : (string[])["more than 6000 characters"],
        ];
    }

    /// <param name="method">of the Bot API.</param>
    public static IEnumerable<string> OfTelegram(string method, JsonElement body) =>
        method switch
        {
            "getMe" => Others(body),
            "getUpdates" => Updates(body),
            _ => Message(body),
        };

    private static IEnumerable<string> Updates(JsonElement body) =>
        [
            .. Others(body, "offset", "limit", "timeout", "allowed_updates"),
            .. body.GetProperty("limit").GetInt32() is >= 1 and <= 100 ? [] : (string[])["limit is not 1 to 100"],
            .. body.GetProperty("timeout").GetInt32() is >= 0 and <= 50 ? [] : (string[])["timeout is not 0 to 50"],
            .. body.GetProperty("allowed_updates").EnumerateArray().Select(kind => kind.GetString()).ToArray()
                is ["message"]
                ? []
                : (string[])["more is asked for than messages"],
        ];

    private static IEnumerable<string> Message(JsonElement body) =>
        [
            .. Others(body, "chat_id", "text", "link_preview_options", "disable_notification", "reply_parameters"),
            .. Length(body, "chat_id", 1, 64),
            .. Length(body, "text", 1, 4096),
            .. Others(body.GetProperty("link_preview_options"), "is_disabled"),
            .. body.GetProperty("disable_notification").ValueKind is JsonValueKind.True or JsonValueKind.False
                ? []
                : (string[])["disable_notification is no truth value"],
            .. body.TryGetProperty("reply_parameters", out var reply)
                ? Others(reply, "message_id", "allow_sending_without_reply")
                : [],
        ];

    private static IEnumerable<string> Others(JsonElement element, params string[] known) =>
        element
            .EnumerateObject()
            .Select(member => member.Name)
            .Except(known)
            .Select(name => $"{name} is not documented");

    private static IEnumerable<string> Length(JsonElement element, string name, int least, int most) =>
        element.TryGetProperty(name, out _) && (Text(element, name).Length < least || Text(element, name).Length > most)
            ? [$"{name} has {Text(element, name).Length} characters, not {least} to {most}"]
            : [];

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
