using System.Buffers;
using System.Text;
using System.Text.Json;
using IbkrAgent.Common;

namespace IbkrAgent.Alerts;

/// <summary>An alert, or an answer, as the body of Telegram's <c>sendMessage</c> (core.telegram.org/bots/api).</summary>
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
    public static byte[] Render(Alert alert, Secret chat) =>
        Render(Text(alert), chat, isSilent: alert.Severity == AlertSeverity.Information, replyTo: null);

    /// <summary>The answer to a message of the chat; when that is gone, it comes by itself.</summary>
    /// <param name="text">1 to 4096 characters.</param>
    /// <param name="replyTo">number of the message.</param>
    public static byte[] Render(string text, Secret chat, long replyTo) =>
        Render(text, chat, isSilent: false, (long?)replyTo);

    private static byte[] Render(string text, Secret chat, bool isSilent, long? replyTo)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, RelaxedJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("chat_id", chat.Reveal());
            json.WriteString("text", text);
            json.WriteStartObject("link_preview_options");
            json.WriteBoolean("is_disabled", true);
            json.WriteEndObject();
            json.WriteBoolean("disable_notification", isSilent);
            if (replyTo is { } message)
            {
                json.WriteStartObject("reply_parameters");
                json.WriteNumber("message_id", message);
                json.WriteBoolean("allow_sending_without_reply", true);
                json.WriteEndObject();
            }

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
