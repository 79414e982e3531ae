using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Gateway;

public sealed class PortTableTests : IDisposable
{
    private const string Everywhere =
        "0: 00000000000000000000000000000000:0FA2 00000000000000000000000000000000:0000 0A";
    private const string Rest = " 00000000:00000000 00:00000000 00000000   998        0 20821 1 0 100 0\n";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Both_tables_are_read_unless_the_expected_user_has_the_port_everywhere()
    {
        _directory.Write("tcp6", Everywhere + Rest);
        _directory.Write("tcp", "0: 0100007F:0FA2 00000000:0000 0A" + Rest);
        var table = new PortTable(4002, _directory.Path);

        Assert.Equal(2, table.ReadRows().Count);
        Assert.Equal(2, table.ReadRows(owner: 1001).Count);
        Assert.True(Assert.Single(table.ReadRows(owner: 998)).IsOnAllAddresses);
    }

    [Fact]
    public void A_kernel_without_the_newer_protocol_has_one_table()
    {
        _directory.Write("tcp", "0: 0100007F:0FA2 00000000:0000 0A" + Rest);

        Assert.True(new PortTable(4002, _directory.Path).IsListening());
        Assert.False(new PortTable(4001, _directory.Path).IsListening());
    }
}
