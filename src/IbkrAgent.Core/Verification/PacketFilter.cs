using System.Text.Json;

namespace IbkrAgent.Verification;

/// <summary>
/// What nftables does with a connection from another host (libnftables-json(5)), read with the doubt that is due: a
/// match that is not understood may hold or not.
/// </summary>
public sealed class PacketFilter
{
    private const PacketFate Either = PacketFate.Accepted | PacketFate.Dropped;

    private static readonly string[] Families = ["inet", "ip", "ip6"];
    private static readonly string[] Hooks = ["prerouting", "input"];

    private readonly List<Chain> _chains = [];

    private PacketFilter() { }

    /// <exception cref="JsonException"><paramref name="ruleset"/> is not what nft prints.</exception>
    public static PacketFilter Read(string ruleset)
    {
        var filter = new PacketFilter();
        var rules = new List<JsonElement>();
        using var document = JsonDocument.Parse(ruleset);
        if (document.RootElement.Part("nftables") is not { ValueKind: JsonValueKind.Array } items)
            throw new JsonException("this is no ruleset of nft");

        foreach (var item in items.EnumerateArray())
        {
            if (item.Part("chain") is { } chain && Families.Contains(chain.TextOf("family")))
                filter._chains.Add(new(chain.Clone()));
            else if (item.Part("rule") is { } rule)
                rules.Add(rule.Clone());
        }

        foreach (var rule in rules)
            filter.Find(rule.TextOf("family"), rule.TextOf("table"), rule.TextOf("chain"))?.Rules.Add(rule);
        return filter;
    }

    /// <summary>Of the first packet to a port of TCP, from an address and an interface that no rule names.</summary>
    /// <returns>Accepted, Dropped, or both together when it depends on what cannot be read.</returns>
    public PacketFate FateOf(int port)
    {
        var fates = Families[1..].Select(protocol => FateOf(port, protocol)).Distinct().ToList();
        return fates is [var same] ? same : Either;
    }

    /// <summary>To be dropped by one chain is enough; to be accepted by one is not (nft(8)).</summary>
    private PacketFate FateOf(int port, string protocol)
    {
        var fates = _chains
            .Where(chain => chain.IsFilter && Hooks.Contains(chain.Hook) && chain.Sees(protocol))
            .Select(chain => Through(chain, port, depth: 0))
            .ToList();
        return fates.Contains(PacketFate.Dropped) ? PacketFate.Dropped
            : fates.Any(fate => fate.HasFlag(PacketFate.Dropped)) ? Either
            : PacketFate.Accepted;
    }

    private PacketFate Through(Chain chain, int port, int depth)
    {
        const int MostJumps = 16; // nft's own limit
        var possible = PacketFate.None;
        foreach (var rule in chain.Rules)
        {
            var match = PacketMatch.Of(rule, port);
            if (match == false)
                continue;
            if (depth > MostJumps)
                return Either | PacketFate.Continued;

            var (fate, ends) = VerdictOf(rule, chain, port, depth);
            possible |= fate;
            if (match == true && ends)
                return possible;
        }

        return possible | chain.AtEnd;
    }

    /// <summary>Of a rule that matches: what becomes of the packet, and whether the chain ends with it.</summary>
    private (PacketFate Fate, bool Ends) VerdictOf(JsonElement rule, Chain chain, int port, int depth)
    {
        foreach (var (name, value) in rule.Items("expr").SelectMany(RulesetJson.Members).Select(Split))
            switch (name)
            {
                case "accept":
                    return (PacketFate.Accepted, true);
                case "drop" or "reject":
                    return (PacketFate.Dropped, true);
                case "return":
                    return (chain.AtEnd, true);
                case "jump" or "goto" when Find(chain, value.TextOf("target")) is { } target:
                    var fate = Through(target, port, depth + 1);
                    var decided = fate & ~PacketFate.Continued;
                    return fate == decided ? (fate, true)
                        : name == "jump" ? (decided, false)
                        : (decided | chain.AtEnd, true);
                case "vmap" when PacketMatch.IsOfOtherStates(value):
                    break;
                case "vmap" or "queue" or "synproxy" or "tproxy" or "jump" or "goto":
                    return (Either, false);
            }

        return (PacketFate.None, false);
    }

    private Chain? Find(Chain beside, string name) => Find(beside.Family, beside.Table, name);

    private Chain? Find(string family, string table, string name) =>
        _chains.Find(chain => chain.Family == family && chain.Table == table && chain.Name == name);

    private static (string Name, JsonElement Value) Split(JsonProperty statement) => (statement.Name, statement.Value);

    private sealed class Chain(JsonElement chain)
    {
        public string Family => chain.TextOf("family");

        public string Table => chain.TextOf("table");

        public string Name => chain.TextOf("name");

        /// <summary>Empty for one that is only jumped to.</summary>
        public string Hook => chain.TextOf("hook");

        public bool IsFilter => chain.TextOf("type") == "filter";

        public List<JsonElement> Rules { get; } = [];

        /// <summary>What becomes of a packet about which no rule decided.</summary>
        public PacketFate AtEnd =>
            chain.TextOf("policy") switch
            {
                "drop" => PacketFate.Dropped,
                "accept" => PacketFate.Accepted,
                _ => PacketFate.Continued,
            };

        public bool Sees(string protocol) => Family == "inet" || Family == protocol;
    }
}
