using System.Text.Json.Nodes;

namespace IbkrAgent.Daemon;

/// <summary>State of an older layout, brought to the present one: nothing that was counted is lost.</summary>
internal static class StateMigration
{
    /// <param name="version">the layout it has; at least 1.</param>
    /// <exception cref="InvalidOperationException">A member is not what that layout says.</exception>
    public static void Apply(JsonNode document, int version)
    {
        if (version < 2)
            ToLayout2(document["memory"]?.AsObject() ?? throw new InvalidOperationException("it has no memory"));
        document["version"] = StateDocument.CurrentVersion;
    }

    /// <summary>When a login was reserved is kept, and not only that it was; an old one is never given back.</summary>
    private static void ToLayout2(JsonObject memory)
    {
        var isPrepaid = memory["prepaid"]?.GetValue<bool>() ?? false;
        memory.Remove("prepaid");
        memory["reserved"] = isPrepaid ? JsonValue.Create(DateTimeOffset.UnixEpoch) : null;
    }
}
