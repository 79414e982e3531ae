using IbkrAgent.Health;

namespace IbkrAgent.Tests.Health;

public sealed class NodeMemoryTextTests
{
    private const string Node = """
        Node 0 MemTotal:        1000 kB
        Node 0 MemFree:          100 kB
        Node 0 MemUsed:          900 kB
        Node 0 Active:           500 kB
        Node 0 Active(anon):     480 kB
        Node 0 Active(file):      20 kB
        Node 0 Inactive(file):    30 kB
        Node 0 FilePages:        950 kB
        Node 0 SReclaimable:       4 kB
        Node 0 HugePages_Total:     7

        """;

    [Fact]
    public void What_is_free_or_can_be_dropped_is_available_on_all_nodes()
    {
        Assert.Equal(new(154 * 1024, 1000 * 1024), NodeMemoryText.Read([Node]));
        Assert.Equal(
            new(308 * 1024, 2000 * 1024),
            NodeMemoryText.Read([Node, Node.Replace("Node 0", "Node 1", StringComparison.Ordinal)])
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("MemTotal: 1000 kB\n")]
    [InlineData("Node 0 MemTotal: many kB\n")]
    public void What_is_no_account_gives_nothing(string text) => Assert.Null(NodeMemoryText.Read([text]));
}
