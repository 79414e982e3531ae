using System.Buffers;
using System.Text;
using System.Text.Json;
using IbkrAgent.Common;

namespace IbkrAgent.Alerts;

/// <summary>An alert as the body of Telegram's <c>sendMessage</c> (core.telegram.org/bots/api).</summary>
/// <remarks>
/// Plain text of at most 4096 characters: what evidence quotes is no markup, and a link in it shows no preview. Good news
/// make no sound.
/// </remarks>
public static class TelegramMessage
{
    private const int TitleLimit = 256;
    private const int TextLimit = 2500;
    private const int WhatToDoLimit = 500;

    /// <summary>The UTF-8 JSON text.</summary>
    /// <param name="chat">number or name of the chat.</param>
    public static byte[] Render(Alert alert, Secret chat)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AlertJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("chat_id", chat.Reveal());
            json.WriteString("text", Text(alert));
            json.WriteStartObject("link_preview_options");
            json.WriteBoolean("is_disabled", true);
            json.WriteEndObject();
            json.WriteBoolean("disable_notification", alert.Severity == AlertSeverity.Information);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Text(Alert alert)
    {
        var text = new StringBuilder();
        text.Append(Mark(alert.Severity)).Append(' ').Append(AlertText.Cut(alert.Title, TitleLimit)).Append("\n\n");
        text.Append(AlertText.Cut(alert.Text, TextLimit)).Append("\n\n");
        if (alert.WhatToDo.Length > 0)
            text.Append("What to do: ").Append(AlertText.Cut(alert.WhatToDo, WhatToDoLimit)).Append("\n\n");
        return text.Append(alert.Code).Append(" | incident ").Append(alert.IncidentId).ToString();
    }

    private static string Mark(AlertSeverity severity) =>
        severity switch
        {
            AlertSeverity.Information => "🟢",
            AlertSeverity.Warning => "🟡",
            _ => "🔴",
        };
}
