using System.Net;
using System.Net.Sockets;
using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class ClientTrafficTests
{
    [Theory]
    // sent before, received before, sent now, received now
    [InlineData(0, 0, 0, 0, null)]
    [InlineData(0, 9, 0, 9, null)]
    // a client writes and nobody reads
    [InlineData(0, 9, 0, 99, null)]
    // the Gateway reads, or writes
    [InlineData(0, 9, 0, 2, "the Gateway read 7 bytes of the client on port 40000")]
    [InlineData(0, 0, 5, 0, "bytes move from the Gateway to the client on port 40000")]
    [InlineData(5, 0, 0, 0, "bytes move from the Gateway to the client on port 40000")]
    public void Only_the_gateways_part_counts_as_movement(
        long sent,
        long received,
        long sentNow,
        long receivedNow,
        string? movement
    )
    {
        var before = ClientTraffic.Of([Row(sent, received)], []);
        var now = ClientTraffic.Of([Row(sentNow, receivedNow)], []);

        Assert.Equal(movement, now.MovedSince(before));
    }

    [Fact]
    public void Other_states_and_our_own_connections_are_left_out()
    {
        TcpRow[] rows = [Row(0, 9), Row(0, 9) with { State = 8 }, Row(0, 9) with { State = 10 }];

        Assert.Equal(1, ClientTraffic.Of(rows, []).Count);
        Assert.Equal(0, ClientTraffic.Of(rows, [40000]).Count);
    }

    [Fact]
    public void A_client_that_comes_or_goes_is_no_movement()
    {
        var nobody = ClientTraffic.Of([], []);
        var somebody = ClientTraffic.Of([Row(5, 5)], []);

        Assert.Null(somebody.MovedSince(nobody));
        Assert.Null(nobody.MovedSince(somebody));
    }

    [Fact]
    public async Task The_kernel_shows_when_a_server_reads()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!, cancellationToken);
        using var server = await listener.AcceptAsync(cancellationToken);
        await client.SendAsync(new byte[100], cancellationToken);
        var reader = new PortTable(((IPEndPoint)listener.LocalEndPoint!).Port);
        var clientPort = ((IPEndPoint)client.LocalEndPoint!).Port;

        var before = reader.Read([]);
        await server.ReceiveAsync(new byte[60], cancellationToken);

        var movement = $"the Gateway read 60 bytes of the client on port {clientPort}";
        Assert.Equal(movement, reader.Read([]).MovedSince(before));
        Assert.Null(reader.Read([clientPort]).MovedSince(before));
    }

    private static TcpRow Row(long sent, long received) => new("0100007F:0FA1", "0100007F:9C40", 1, sent, received);
}
