using System.Buffers;
using System.Text;
using System.Text.Json;
using IbkrAgent.Common;

namespace IbkrAgent.Alerts;

/// <summary>An alert as the body of a Discord webhook request.</summary>
/// <remarks>
/// One embed, within the limits of the API (title 256, description 4096, all together 6000). Evidence may quote a log:
/// its markdown is escaped, and nothing in it can mention anybody. Whom the operator has named is called when a human is
/// needed, and no one else.
/// </remarks>
public static class DiscordMessage
{
    private const int TitleLimit = 256;

    // Escaping at most doubles these; with titles, field names and footer they stay below 6000.
    private const int TextLimit = 1800;
    private const int WhatToDoLimit = 500;

    private const string Markdown = "\\*_~`|[]()<>#";

    /// <summary>The UTF-8 JSON text.</summary>
    /// <param name="mention">whom a critical alert calls; null: nobody.</param>
    public static byte[] Render(Alert alert, DiscordMention? mention)
    {
        var called = alert.Severity == AlertSeverity.Critical ? mention : null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, RelaxedJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("username", "ibkr-agent");
            if (called is not null)
                json.WriteString("content", called.ToString());
            json.WriteStartObject("allowed_mentions");
            json.WriteStartArray("parse");
            json.WriteEndArray();
            if (called is not null)
            {
                json.WriteStartArray(called.IsRole ? "roles" : "users");
                json.WriteStringValue(called.Id);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteStartArray("embeds");
            WriteEmbed(json, alert);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEmbed(Utf8JsonWriter json, Alert alert)
    {
        json.WriteStartObject();
        json.WriteString("title", AlertText.Cut(alert.Title, TitleLimit));
        json.WriteString("description", Escape(AlertText.Cut(alert.Text, TextLimit)));
        json.WriteNumber("color", Colour(alert.Severity));
        json.WriteString("timestamp", AlertJson.InstantOf(alert.At));
        if (alert.WhatToDo.Length > 0)
        {
            json.WriteStartArray("fields");
            json.WriteStartObject();
            json.WriteString("name", "What to do");
            json.WriteString("value", Escape(AlertText.Cut(alert.WhatToDo, WhatToDoLimit)));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteStartObject("footer");
        json.WriteString("text", $"{alert.Code} | incident {alert.IncidentId}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static int Colour(AlertSeverity severity) =>
        severity switch
        {
            AlertSeverity.Information => 0x2ECC71,
            AlertSeverity.Warning => 0xF1C40F,
            _ => 0xE74C3C,
        };

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
            (Markdown.Contains(c, StringComparison.Ordinal) ? escaped.Append('\\') : escaped).Append(c);

        return escaped.ToString();
    }
}
