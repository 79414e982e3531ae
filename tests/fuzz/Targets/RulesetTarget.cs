using System.Text;
using System.Text.Json;
using FsCheck;
using IbkrAgent.Verification;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>What nft prints of its rules.</summary>
internal sealed class RulesetTarget() : FuzzTarget("ruleset")
{
    private const string Match =
        """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":""";

    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf(
            """{"nftables":[""",
            """{"chain":{"family":"inet","table":"t","name":"c","type":"filter","hook":"input","policy":"drop"}}""",
            """{"chain":{"family":"ip6","table":"t","name":"u"}}""",
            """{"rule":{"family":"inet","table":"t","chain":"c","expr":[""",
            Match,
            """{"jump":{"target":"c"}}""",
            """{"range":[1,"x"]}""",
            """{"set":[22,4002]}""",
            """{"accept":null}""",
            """{"drop":null}""",
            "\"lo\"",
            "4002",
            ",",
            "]",
            "}",
            "}}"
        );

    public override bool Feed(byte[] input, Dice dice)
    {
        try
        {
            var filter = PacketFilter.Read(Encoding.UTF8.GetString(input));
            var fate = filter.FateOf(4002);
            Require(
                fate != PacketFate.None && !fate.HasFlag(PacketFate.Continued),
                "what becomes of a packet is not said"
            );
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
