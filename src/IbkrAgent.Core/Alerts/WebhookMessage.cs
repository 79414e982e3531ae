using System.Buffers;
using System.Text.Json;
using IbkrAgent.Common;

namespace IbkrAgent.Alerts;

/// <summary>An alert as JSON, for a program: every member, under its name, all of them always there.</summary>
public static class WebhookMessage
{
    /// <summary>The UTF-8 JSON text.</summary>
    public static byte[] Render(Alert alert)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, RelaxedJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("source", "ibkr-agent");
            json.WriteString("code", alert.Code);
            json.WriteString("severity", AlertJson.NameOf(alert.Severity));
            json.WriteString("gateway", alert.Gateway);
            json.WriteString("title", alert.Title);
            json.WriteString("text", alert.Text);
            json.WriteString("whatToDo", alert.WhatToDo);
            json.WriteString("at", AlertJson.InstantOf(alert.At));
            json.WriteString("incident", alert.IncidentId);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
