using System.Text.Json;
using IbkrAgent.Containers;
using Microsoft.AspNetCore.Http;

namespace IbkrAgent.Tests.Support;

/// <summary>What Discord and Telegram document about a request; each has its own page of limits.</summary>
internal static class ChatSchema
{
    /// <summary>What is wrong with a request, in words.</summary>
    public static IEnumerable<string> Complaints(HttpRequest request, JsonElement body, bool isDiscord)
    {
        if (request.Method != "POST")
            yield return $"{request.Method} instead of POST";
        if (request.ContentType != "application/json")
            yield return $"{request.ContentType} instead of application/json";
        if (string.IsNullOrEmpty(request.Headers.UserAgent))
            yield return "no User-Agent";
        foreach (
            var complaint in isDiscord ? ChatMessage.OfDiscord(body) : ChatMessage.OfTelegram(MethodOf(request), body)
        )
            yield return complaint;
    }

    /// <summary>Of the Bot API.</summary>
    public static string MethodOf(HttpRequest request) => request.Path.Value!.Split('/')[^1];

    /// <summary>The alert's code, from where each message has it.</summary>
    public static string CodeOf(JsonElement body, bool isDiscord)
    {
        var text = isDiscord
            ? body.GetProperty("embeds")[0].GetProperty("footer").GetProperty("text").GetString()!
            : body.GetProperty("text").GetString()!.Split('\n')[^1];
        return text.Split(' ')[0];
    }
}
