using System.Text.Json;
using IbkrAgent.Tests.Support;
using IbkrAgent.Verification;

namespace IbkrAgent.Tests.Verification;

/// <summary>As nft 1.0 prints its rules.</summary>
public sealed class PacketFilterTests
{
    private const int Port = 4002;

    public const string SetOfAddresses = """
        {"nftables":[
        {"chain":{"family":"inet","table":"t","name":"input","type":"filter","hook":"input","prio":0,"policy":"accept"}},
        {"rule":{"family":"inet","table":"t","chain":"input","expr":[
          {"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":"@ports"}},{"drop":null}]}}]}
        """;

    private const string ToPort =
        """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":4002}}""";
    private const string ToPorts =
        """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":{"set":[22,{"range":[4001,4002]}]}}}""";
    private const string ToOthers =
        """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":22}}""";
    private const string FromLoopback = """{"match":{"op":"==","left":{"meta":{"key":"iifname"}},"right":"lo"}}""";
    private const string FromOutside = """{"match":{"op":"==","left":{"meta":{"key":"iifname"}},"right":"eth0"}}""";
    private const string NotFromLoopback = """{"match":{"op":"!=","left":{"meta":{"key":"iifname"}},"right":"lo"}}""";
    private const string FromTrusted =
        """{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"192.0.2.7"}}""";
    private const string Known =
        """{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":["established","related"]}}""";
    private const string Of4 = """{"match":{"op":"==","left":{"meta":{"key":"nfproto"}},"right":"ipv4"}}""";
    private const string OtherStates =
        """{"vmap":{"key":{"ct":{"key":"state"}},"data":{"set":[["established",{"accept":null}],["invalid",{"drop":null}]]}}}""";
    private const string AllStates =
        """{"vmap":{"key":{"ct":{"key":"state"}},"data":{"set":[["new",{"accept":null}],["invalid",{"drop":null}]]}}}""";
    private const string Counter = """{"counter":{"packets":0,"bytes":0}}""";
    private const string Accept = """{"accept":null}""";
    private const string Drop = """{"drop":null}""";
    private const string Reject = """{"reject":{"type":"tcp reset"}}""";
    private const string Unclear = """{"xt":{"type":"match","name":"recent"}}""";

    [Theory]
    [InlineData("accept", "", PacketFate.Accepted)]
    [InlineData("drop", "", PacketFate.Dropped)]
    [InlineData("accept", $"{FromLoopback},{Accept}|{ToPorts},{Counter},{Drop}", PacketFate.Dropped)]
    [InlineData("accept", $"{NotFromLoopback},{ToPort},{Reject}", PacketFate.Dropped)]
    [InlineData("accept", $"{ToOthers},{Drop}", PacketFate.Accepted)]
    [InlineData("drop", $"{Known},{Accept}|{FromLoopback},{Accept}|{ToOthers},{Accept}", PacketFate.Dropped)]
    [InlineData("drop", OtherStates, PacketFate.Dropped)]
    [InlineData("drop", AllStates, PacketFate.Accepted | PacketFate.Dropped)]
    [InlineData("drop", $"{ToPort},{Accept}", PacketFate.Accepted)]
    [InlineData("drop", $"{FromTrusted},{ToPort},{Accept}", PacketFate.Dropped)]
    [InlineData("drop", $"{FromOutside},{ToPort},{Accept}", PacketFate.Accepted | PacketFate.Dropped)]
    [InlineData("accept", $"{FromOutside},{ToPort},{Drop}", PacketFate.Accepted | PacketFate.Dropped)]
    [InlineData("accept", $"{ToPort},{Accept}|{ToPort},{Drop}", PacketFate.Accepted)]
    [InlineData("drop", $"{Unclear},{ToPort},{Accept}", PacketFate.Accepted | PacketFate.Dropped)]
    [InlineData("accept", $"{Unclear},{ToPort},{Drop}", PacketFate.Accepted | PacketFate.Dropped)]
    [InlineData("drop", $"{Unclear},{ToOthers},{Accept}", PacketFate.Dropped)]
    [InlineData("accept", $"{Of4},{ToPort},{Drop}", PacketFate.Accepted | PacketFate.Dropped)]
    public void A_stranger_is_dropped_only_where_that_is_sure(string policy, string rules, PacketFate expected) =>
        Assert.Equal(expected, Read(Chain("inet", "input", policy), rules).FateOf(Port));

    [Fact]
    public void A_drop_in_one_chain_counts_whatever_the_others_accept()
    {
        var filter = Read($"{Chain("inet", "input", "accept")},{Chain("inet", "late", "drop")}", $"{ToPort},{Accept}");

        Assert.Equal(PacketFate.Dropped, filter.FateOf(Port));
    }

    [Fact]
    public void What_is_closed_for_one_protocol_alone_is_not_closed()
    {
        Assert.Equal(PacketFate.Accepted | PacketFate.Dropped, Read(Chain("ip", "input", "drop"), "").FateOf(Port));
        Assert.Equal(
            PacketFate.Dropped,
            Read($"{Chain("ip", "input", "drop")},{Chain("ip6", "input", "drop")}", "").FateOf(Port)
        );
    }

    [Theory]
    [InlineData($"{ToPort},{Drop}", PacketFate.Dropped)]
    [InlineData($"{ToOthers},{Drop}", PacketFate.Accepted)]
    [InlineData($$"""{"return":null}|{{ToPort}},{{Drop}}""", PacketFate.Accepted)]
    public void A_jump_is_followed(string rules, PacketFate expected)
    {
        var text = Document(
            $$$"""{{{Chain("inet", "input", "accept")}}},{"chain":{"family":"inet","table":"t","name":"user"}}""",
            "input",
            """{"jump":{"target":"user"}}"""
        );

        Assert.Equal(expected, PacketFilter.Read(Merge(text, RulesOf("user", rules))).FateOf(Port));
    }

    [Fact]
    public void Other_hooks_and_address_translation_decide_nothing()
    {
        var filter = Read(
            """
            {"chain":{"family":"inet","table":"t","name":"input","type":"nat","hook":"input","prio":0,"policy":"drop"}},
            {"chain":{"family":"inet","table":"t","name":"out","type":"filter","hook":"output","prio":0,"policy":"drop"}},
            {"chain":{"family":"netdev","table":"t","name":"in","type":"filter","hook":"ingress","prio":0,"policy":"drop"}}
            """,
            ""
        );

        Assert.Equal(PacketFate.Accepted, filter.FateOf(Port));
    }

    /// <summary>As nft 1.0.6 printed the shipped rules beside those that a host usually has.</summary>
    [Theory]
    [InlineData(4002, PacketFate.Dropped)]
    [InlineData(22, PacketFate.Accepted)]
    [InlineData(4005, PacketFate.Dropped)]
    [InlineData(80, PacketFate.Accepted | PacketFate.Dropped)]
    [InlineData(443, PacketFate.Dropped)]
    public void What_nft_prints_is_understood(int port, PacketFate expected) =>
        Assert.Equal(
            expected,
            PacketFilter
                .Read(File.ReadAllText(Repository.PathOf("tests/fuzz/corpus/ruleset/shipped-and-usual.json")))
                .FateOf(port)
        );

    [Fact]
    public void Chains_that_jump_to_each_other_come_to_an_end()
    {
        var text = Document(
            $$$"""{{{Chain("inet", "input", "drop")}}},{"chain":{"family":"inet","table":"t","name":"user"}}""",
            "input",
            """{"jump":{"target":"user"}}"""
        );

        var filter = PacketFilter.Read(Merge(text, RulesOf("user", """{"jump":{"target":"user"}}""")));

        Assert.Equal(PacketFate.Accepted | PacketFate.Dropped, filter.FateOf(Port));
    }

    [Theory]
    [InlineData("table inet t")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"nftables":7}""")]
    public void What_is_no_ruleset_is_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => PacketFilter.Read(text));

    /// <summary>A rule that somebody else's nft prints in another way may hold or not.</summary>
    [Theory]
    [InlineData("""{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":"http"}}""")]
    [InlineData(
        """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":{"range":["a","b"]}}}"""
    )]
    [InlineData("""{"match":{"op":"==","left":7,"right":4002}}""")]
    [InlineData("""{"match":7}""")]
    public void What_is_not_understood_of_a_rule_is_a_doubt(string match) =>
        Assert.Equal(
            PacketFate.Accepted | PacketFate.Dropped,
            Read(Chain("inet", "input", "accept"), $"{match},{Drop}").FateOf(Port)
        );

    private static PacketFilter Read(string chains, string rules) =>
        PacketFilter.Read(Document(chains, "input", rules));

    private static string Chain(string family, string name, string policy) =>
        $$"""{"chain":{"family":"{{family}}","table":"t","name":"{{name}}","type":"filter","hook":"input","prio":0,"policy":"{{policy}}"} }""";

    private static string Document(string chains, string chain, string rules) =>
        $"{{\"nftables\":[{string.Join(",", [chains, .. RulesOf(chain, rules)])}]}}";

    private static string Merge(string document, IEnumerable<string> rules) =>
        $"{document[..^2]},{string.Join(",", rules)}]}}";

    private static IEnumerable<string> RulesOf(string chain, string rules) =>
        rules
            .Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(expressions =>
                $$$"""{"rule":{"family":"inet","table":"t","chain":"{{{chain}}}","expr":[{{{expressions}}}]}}"""
            );
}
