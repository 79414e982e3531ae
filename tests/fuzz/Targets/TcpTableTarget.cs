using System.Text;
using FsCheck;
using IbkrAgent.Gateway;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>The kernel's list of connections, proc(5).</summary>
internal sealed class TcpTableTarget() : FuzzTarget("tcp-table")
{
    private const int ApiPort = 4002;

    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf(
            "\n",
            " ",
            "  0: ",
            "0100007F:0FA2",
            "00000000:0FA2",
            "00000000000000000000000000000000:0FA2",
            "0000000000000000FFFF00000100007F:0FA2",
            "0100007F:9C40",
            ":",
            " 01 ",
            " 0A ",
            " 08 ",
            "00000000:0000000D",
            "FFFFFFFF:FFFFFFFF",
            " 00:00000000 00000000 998 0 20822 1 0 20 4"
        );

    public override bool Feed(byte[] input, Dice dice)
    {
        var rows = TcpRow.ParseTable(Encoding.Latin1.GetString(input), ApiPort);
        foreach (var row in rows)
        {
            Require(row.RemotePort is >= 0 and <= ushort.MaxValue, $"the remote port is {row.RemotePort}");
            Require(row is { SendQueue: >= 0, ReceiveQueue: >= 0 }, "a queue is shorter than nothing");
            Require(!(row.IsOnLoopback && row.IsOnAllAddresses), "an address is the loopback and everywhere");
        }

        var all = TcpRow.ParseTable(Encoding.Latin1.GetString(input));
        Require(all.Count >= rows.Count, "one port has more rows than all");
        if (BrokerConnections.Of(all, ApiPort) is { } connections)
            Require(
                connections is { Live: >= 0, Unanswered: >= 0 }
                    && connections.Live + connections.Unanswered <= all.Count,
                $"{all.Count} rows are {connections}"
            );

        var traffic = ClientTraffic.Of(rows, [dice.Below(ushort.MaxValue)]);
        Require(traffic.MovedSince(traffic) is null, "bytes moved between a look and itself");
        return rows.Count > 0;
    }
}
