using System.Text.Json;

namespace IbkrAgent.Verification;

/// <summary>Whether a rule of nftables is about a new connection of TCP from a stranger (libnftables-json(5)).</summary>
internal static class PacketMatch
{
    private const string Loopback = "lo";

    /// <returns>null: that cannot be read.</returns>
    public static bool? Of(JsonElement rule, int port)
    {
        bool? all = true;
        foreach (var statement in rule.Items("expr"))
        {
            var one =
                statement.Part("match") is { } match ? Holds(match, port)
                : statement.Part("xt") is null && statement.Part("limit") is null ? true
                : null;
            if (one == false)
                return false;

            all = one is null ? null : all;
        }

        return all;
    }

    /// <summary>A map from states of a connection to verdicts says nothing of a new one.</summary>
    public static bool IsOfOtherStates(JsonElement map) =>
        map.Part("key") is { } key
        && FieldOf(key) == "ct state"
        && map.Part("data") is { } data
        && data.Items("set").ToList() is { Count: > 0 } entries
        && entries.All(entry => entry.Items().FirstOrDefault().Text() is { Length: > 0 } state && state != "new");

    private static bool? Holds(JsonElement match, int port)
    {
        if (match.Part("left") is not { } left || match.Part("right") is not { } right)
            return null;

        var equal = IsEqual(FieldOf(left), right, port);
        return match.TextOf("op") == "!=" ? !equal : equal;
    }

    private static bool? IsEqual(string field, JsonElement right, int port) =>
        field switch
        {
            "tcp dport" or "th dport" => Names(right, port),
            "udp dport" or "udp sport" or "icmp type" or "icmpv6 type" => false,
            // A stranger comes from no address that a rule would name, and through any interface but this one.
            "ip saddr" or "ip6 saddr" => false,
            "meta iif" or "meta iifname" => right.Text() == Loopback ? false : null,
            "meta l4proto" or "ip protocol" or "ip6 nexthdr" => Contains(right, "tcp"),
            "ct state" => Contains(right, "new"),
            _ => null,
        };

    private static string FieldOf(JsonElement left) =>
        left.Part("payload") is { } payload ? $"{payload.TextOf("protocol")} {payload.TextOf("field")}"
        : left.Part("meta") is { } meta ? $"meta {meta.TextOf("key")}"
        : left.Part("ct") is { } ct ? $"ct {ct.TextOf("key")}"
        : "";

    /// <summary>A number, a range or a list of them.</summary>
    private static bool? Names(JsonElement value, int port)
    {
        if (value.Number() is { } number)
            return number == port;
        if (value.Part("set") is { } set)
            return Any(set.Items(), port);

        return value.Items("range").Select(RulesetJson.Number).ToList() is [{ } first, { } last]
            ? first <= port && port <= last
            : null;
    }

    private static bool? Any(IEnumerable<JsonElement> set, int port)
    {
        bool? any = false;
        foreach (var element in set)
        {
            if (Names(element, port) is not { } one)
                any = null;
            else if (one)
                return true;
        }

        return any;
    }

    private static bool? Contains(JsonElement value, string word) =>
        value.Text() is { } text ? text == word
        : value.Part("set") is { } set ? Contains(set, word)
        : value.ValueKind == JsonValueKind.Array ? value.Items().Any(one => one.Text() == word)
        : null;
}
