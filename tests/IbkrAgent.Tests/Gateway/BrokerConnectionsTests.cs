using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class BrokerConnectionsTests
{
    private const int ApiPort = 4002;
    private const uint Gateway = 998;
    private const uint Other = 1000;
    private const string Loopback = "0100007F";
    private const string Here = "0501A8C0";
    private const string Broker = "017100CB";

    private static readonly TcpRow Api = Listen(ApiPort, Gateway);

    public static TheoryData<string, TcpRow[], BrokerConnections?> Tables =>
        new()
        {
            { "logged in", [Api, Connection(Here, 50000, Broker, 4000)], new(1, 0) },
            { "logged out", [Api], new(0, 0) },
            { "a line that is cut", [Api, Connection(Here, 50000, Broker, 4000) with { Repetitions = 5 }], new(0, 1) },
            {
                "one of two",
                [Api, Connection(Here, 1, Broker, 2) with { Repetitions = 5 }, Connection(Here, 3, Broker, 4)],
                new(1, 1)
            },
            { "still connecting", [Api, Connection(Here, 50000, Broker, 4000) with { State = 2 }], new(0, 0) },
            { "another user's", [Api, Connection(Here, 50000, Broker, 443) with { UserId = Other }], new(0, 0) },
            // whoever comes to an open port of the Gateway is no broker
            { "a client from another host", [Api, Connection(Here, ApiPort, "0901A8C0", 50000)], new(0, 0) },
            {
                "a client of the controller",
                [Api, Listen(7462, Gateway), Connection(Here, 7462, "0901A8C0", 50000)],
                new(0, 0)
            },
            { "to itself", [Api, Listen(5000, Gateway), Connection(Loopback, 50000, Loopback, 5000)], new(0, 0) },
            // what is connected to somebody's program on this host may have gone through it
            { "a proxy", [Api, Listen(1080, Other), Connection(Loopback, 50000, Loopback, 1080)], null },
            { "a proxy on an own address", [Api, Listen(1080, Other), Connection(Here, 50000, Here, 1080)], null },
            {
                "a proxy that is not all",
                [Api, Listen(1080, Other), Connection(Loopback, 1, Loopback, 1080), Connection(Here, 2, Broker, 4000)],
                new(1, 0)
            },
            { "nobody listens, as in a network of its own", [Connection(Here, 50000, Broker, 4000)], null },
            { "nobody knows whose it is", [Api with { UserId = null }, Connection(Here, 50000, Broker, 4000)], null },
        };

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_connections_of_who_has_the_port_show_the_broker(
        string what,
        TcpRow[] rows,
        BrokerConnections? expected
    )
    {
        Assert.NotEmpty(what);
        Assert.Equal(expected, BrokerConnections.Of(rows, ApiPort));
    }

    private static TcpRow Listen(int port, uint user) => new($"00000000:{port:X4}", "00000000:0000", 10, 0, 0, user);

    private static TcpRow Connection(string local, int localPort, string remote, int remotePort) =>
        new($"{local}:{localPort:X4}", $"{remote}:{remotePort:X4}", 1, 0, 0, Gateway);
}
