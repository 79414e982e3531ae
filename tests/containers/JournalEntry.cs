using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IbkrAgent.Containers;

/// <summary>One entry of a container's journal, as journalctl prints it with <c>--output=json</c>.</summary>
/// <param name="At">when it was sent, as far as the journal knows that; else when it was received.</param>
internal sealed record JournalEntry(DateTimeOffset At, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>All message ids of the agent begin so; the number of the event follows.</summary>
    public const string MessageIdPrefix = "b275b1c15539ed6e64ee5f0f3c42";

    public string Message => this["MESSAGE"];

    /// <summary>The kind of an entry of the agent's; no named one when it is somebody else's.</summary>
    public AgentEvent Event =>
        this["MESSAGE_ID"].StartsWith(MessageIdPrefix, StringComparison.Ordinal)
            ? (AgentEvent)int.Parse(this["MESSAGE_ID"].AsSpan(MessageIdPrefix.Length), CultureInfo.InvariantCulture)
            : default;

    /// <summary>Empty when there is no such field.</summary>
    public string this[string field] => Fields.GetValueOrDefault(field, "");

    public static JournalEntry Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var fields = document
            .RootElement.EnumerateObject()
            .ToDictionary(field => field.Name, field => Text(field.Value));
        var sent = fields.GetValueOrDefault("_SOURCE_REALTIME_TIMESTAMP", fields["__REALTIME_TIMESTAMP"]);
        return new(DateTimeOffset.UnixEpoch.AddMicroseconds(long.Parse(sent, CultureInfo.InvariantCulture)), fields);
    }

    /// <remarks>journalctl prints bytes that are no plain text as an array of numbers.</remarks>
    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() ?? "",
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) =>
                Encoding.UTF8.GetString([.. value.EnumerateArray().Select(item => item.GetByte())]),
            _ => value.ToString(),
        };
}
