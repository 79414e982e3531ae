using System.Buffers;
using System.Text.Json;

namespace IbkrAgent.Alerts;

/// <summary>Telegram's <c>getUpdates</c> and <c>getMe</c> (core.telegram.org/bots/api).</summary>
public static class TelegramUpdates
{
    /// <summary>Where the updates begin of which only the last one is told, and the others are forgotten.</summary>
    public const long OnlyTheLast = -1;

    /// <summary>At once; a message is at most some 70 kB of JSON.</summary>
    private const int Most = 50;

    /// <summary>The body of <c>getUpdates</c>, as UTF-8 JSON.</summary>
    /// <param name="offset">the first update that is wanted: those before it are forgotten. Null: the first there is.</param>
    /// <param name="wait">how long the answer may wait for one, in whole seconds.</param>
    public static byte[] Request(long? offset, TimeSpan wait)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (offset is { } first)
                json.WriteNumber("offset", first);
            json.WriteNumber("limit", Most);
            json.WriteNumber("timeout", (int)wait.TotalSeconds);
            json.WriteStartArray("allowed_updates");
            json.WriteStringValue("message");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The answer to <c>getUpdates</c>; null when it is none.</summary>
    public static IReadOnlyList<TelegramUpdate>? Read(ReadOnlyMemory<byte> answer) =>
        ReadResult(
            answer,
            result =>
                result.ValueKind == JsonValueKind.Array
                && result.EnumerateArray().Select(ReadUpdate).ToArray() is var updates
                && updates.All(update => update is not null)
                    ? (TelegramUpdate[])updates!
                    : null
        );

    /// <summary>The bot's name in the answer to <c>getMe</c>; null when it is none.</summary>
    public static string? ReadName(ReadOnlyMemory<byte> answer) =>
        ReadResult(answer, result => Text(result, "username"));

    private static T? ReadResult<T>(ReadOnlyMemory<byte> answer, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return
                Member(json.RootElement, "ok", JsonValueKind.True) is not null
                && json.RootElement.TryGetProperty("result", out var result)
                ? read(result)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // also a member whose name cannot be read
        }
    }

    private static TelegramUpdate? ReadUpdate(JsonElement update) =>
        Number(update, "update_id") is { } id
            ? new(id, Member(update, "message", JsonValueKind.Object) is { } message ? ReadMessage(message) : null)
            : null;

    private static TelegramText? ReadMessage(JsonElement message) =>
        Member(message, "chat", JsonValueKind.Object) is { } chat
        && Number(chat, "id") is { } chatId
        && Number(message, "message_id") is { } messageId
        && Number(message, "date") is >= 0 and <= int.MaxValue and var seconds
            ? new(chatId, messageId, DateTimeOffset.FromUnixTimeSeconds(seconds), Text(message, "text") ?? "")
            : null;

    private static string? Text(JsonElement element, string name)
    {
        try
        {
            return Member(element, name, JsonValueKind.String)?.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half a character, which JSON can write and .NET does not read
        }
    }

    private static long? Number(JsonElement element, string name) =>
        Member(element, name, JsonValueKind.Number) is { } member && member.TryGetInt64(out var number) ? number : null;

    private static JsonElement? Member(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var member)
        && member.ValueKind == kind
            ? member
            : null;
}
