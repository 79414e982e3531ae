using System.Text.Json;

namespace IbkrAgent.Verification;

/// <summary>Parts of what nft prints, whatever it is that it printed.</summary>
internal static class RulesetJson
{
    /// <summary>Null when there is no such member.</summary>
    public static JsonElement? Part(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Empty when there is no such text.</summary>
    public static string TextOf(this JsonElement element, string name) => element.Part(name)?.Text() ?? "";

    /// <summary>Null when it is none.</summary>
    public static string? Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>Null when it is none.</summary>
    public static int? Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : null;

    /// <summary>None when it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>None when there is no such list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Part(name)?.Items() ?? [];

    /// <summary>The members of an object with their names.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];
}
