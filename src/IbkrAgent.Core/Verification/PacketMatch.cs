using System.Text.Json;

namespace IbkrAgent.Verification;

/// <summary>Whether a rule of nftables is about a new connection of TCP from a stranger (libnftables-json(5)).</summary>
internal static class PacketMatch
{
    /// <returns>null: that cannot be read.</returns>
    public static bool? Of(JsonElement rule, int port)
    {
        bool? all = true;
        foreach (var statement in rule.GetProperty("expr").EnumerateArray())
        {
            var one =
                statement.TryGetProperty("match", out var match) ? Holds(match, port)
                : statement.TryGetProperty("xt", out _) || statement.TryGetProperty("limit", out _) ? null
                : true;
            if (one == false)
                return false;

            all = one is null ? null : all;
        }

        return all;
    }

    private static bool? Holds(JsonElement match, int port)
    {
        var right = match.GetProperty("right");
        var equal = IsEqual(FieldOf(match.GetProperty("left")), right, port);
        return match.GetProperty("op").GetString() == "!=" ? !equal : equal;
    }

    private static bool? IsEqual(string field, JsonElement right, int port) =>
        field switch
        {
            "tcp dport" or "th dport" => Names(right, port),
            "udp dport" or "udp sport" or "icmp type" or "icmpv6 type" => false,
            // A stranger comes from no address and through no interface that a rule would name.
            "ip saddr" or "ip6 saddr" or "meta iif" or "meta iifname" => false,
            "meta l4proto" or "ip protocol" or "ip6 nexthdr" => Contains(right, "tcp"),
            "ct state" => Contains(right, "new"),
            _ => null,
        };

    private static string FieldOf(JsonElement left)
    {
        if (left.TryGetProperty("payload", out var payload) && payload.TryGetProperty("field", out var field))
            return $"{payload.GetProperty("protocol").GetString()} {field.GetString()}";
        if (left.TryGetProperty("meta", out var meta))
            return $"meta {meta.GetProperty("key").GetString()}";
        return left.TryGetProperty("ct", out var ct) ? $"ct {ct.GetProperty("key").GetString()}" : "";
    }

    /// <summary>A number, a range or a list of them.</summary>
    private static bool? Names(JsonElement value, int port) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.GetInt32() == port,
            JsonValueKind.Object when value.TryGetProperty("set", out var set) => Any(set, port),
            JsonValueKind.Object when value.TryGetProperty("range", out var range) => range[0].GetInt32() <= port
                && port <= range[1].GetInt32(),
            _ => null,
        };

    private static bool? Any(JsonElement set, int port)
    {
        bool? any = false;
        foreach (var element in set.EnumerateArray())
        {
            if (Names(element, port) is not { } one)
                any = null;
            else if (one)
                return true;
        }

        return any;
    }

    private static bool? Contains(JsonElement value, string word) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() == word,
            JsonValueKind.Array => value.EnumerateArray().Any(element => element.GetString() == word),
            JsonValueKind.Object when value.TryGetProperty("set", out var set) => Contains(set, word),
            _ => null,
        };
}
