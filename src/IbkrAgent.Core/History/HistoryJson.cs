using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IbkrAgent.Common;

namespace IbkrAgent.History;

/// <summary>Events as JSON Lines: one object on one line each; the same for <c>--json</c> and <c>--export</c>.</summary>
/// <remarks>Members are added, and never renamed or removed; the manual page describes them.</remarks>
public static class HistoryJson
{
    private const string Cursor = "cursor";

    /// <summary>What every line begins with.</summary>
    internal static ReadOnlySpan<byte> Beginning => "{\"at\":\""u8;

    /// <summary>The event in UTF-8, with the line's end.</summary>
    public static byte[] LineOf(HistoryEvent @event)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(line, RelaxedJson.Options))
            Write(json, @event);

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>The place in the journal of the event that a line tells of; null when it is no such line.</summary>
    public static string? CursorOf(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(Beginning))
            return null;

        try
        {
            var reader = new Utf8JsonReader(line);
            return
                JsonElement.TryParseValue(ref reader, out var value)
                && value is { ValueKind: JsonValueKind.Object } json
                && json.TryGetProperty(Cursor, out var cursor)
                && cursor.ValueKind == JsonValueKind.String
                ? cursor.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, HistoryEvent @event)
    {
        json.WriteStartObject();
        json.WriteString("at", InstantOf(@event.At));
        json.WriteString("happenedAt", InstantOf(@event.HappenedAt));
        json.WriteString("gateway", @event.Gateway);
        json.WriteString("kind", HistoryKinds.WordOf(@event.Kind));
        json.WriteString("event", @event.Name);
        json.WriteString("level", LevelOf(@event.Priority));
        json.WriteString("text", @event.Text);
        json.WriteString("incident", @event.Incident);
        json.WriteString("messageId", @event.MessageId);
        json.WriteStartObject("fields");
        foreach (var (name, value) in @event.Fields)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString(Cursor, @event.Cursor);
        json.WriteEndObject();
    }

    private static string InstantOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string LevelOf(int priority) =>
        priority switch
        {
            <= 2 => "critical",
            3 => "error",
            4 => "warning",
            <= 6 => "information",
            _ => "debug",
        };
}
