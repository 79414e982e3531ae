using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Health;

public sealed class NetworkPictureTests
{
    private const string Everywhere = "00000000000000000000000000000000:0FA2";
    private const string Local = "0100007F:0FA2";
    private const uint Gateway = 998;
    private const uint Bob = 1001;

    private NetworkPicture _picture = NetworkPicture.Empty;
    private DateTimeOffset _at = Some.Instant;

    [Fact]
    public void A_gateway_that_listens_everywhere_is_as_it_should_be()
    {
        Look(Listening(Gateway));
        Look(Listening(Gateway));

        Assert.Empty(_picture.Conditions);
        var report = _picture.Report!;
        Assert.Equal((4002, PortReach.AllAddresses), (report.Port, report.Reach));
        Assert.Equal(new HostUser(Gateway, "ibkr-gateway"), report.Listener);
        Assert.Equal((0, null, 0), (report.OtherClients, report.OthersMovedAt, report.LeftOpen));
    }

    [Theory]
    [InlineData(PortReach.Closed)]
    [InlineData(PortReach.Loopback, Local)]
    [InlineData(PortReach.SomeAddresses, "0501A8C0:0FA2")]
    [InlineData(PortReach.SomeAddresses, Local, "0501A8C0:0FA2")]
    [InlineData(PortReach.AllAddresses, "0501A8C0:0FA2", "00000000:0FA2")]
    public void The_addresses_say_from_where_it_is_open(PortReach reach, params string[] addresses)
    {
        Look([.. addresses.Select(address => Listening(Gateway) with { Local = address })]);

        Assert.Equal(reach, _picture.Report!.Reach);
    }

    [Fact]
    public void Another_user_on_the_port_is_named_at_the_second_look()
    {
        Look(Listening(Bob));
        Assert.Empty(_picture.Conditions);

        Look(Listening(Bob));
        Assert.Equal(
            [
                new(
                    ConditionKind.ForeignListener,
                    "port 4002 is held by user bob (uid 1001), not by the Gateway's user ibkr-gateway"
                ),
            ],
            _picture.Conditions.AsEnumerable()
        );

        Look(Listening(Gateway));
        Assert.Empty(_picture.Conditions);
    }

    [Fact]
    public void He_is_named_before_the_gateway_that_listens_beside_him()
    {
        TcpRow[] rows = [Listening(Gateway), Listening(Bob) with { Local = Local }];
        Look(rows);
        Look(rows);

        Assert.Equal(ConditionKind.ForeignListener, Assert.Single(_picture.Conditions).Kind);
    }

    [Fact]
    public void Different_users_after_each_other_begin_anew()
    {
        Look(Listening(Bob));
        Look(Listening(1002));
        Look(Listening(Bob));

        Assert.Empty(_picture.Conditions);
    }

    [Theory]
    // nobody listens; the kernel cannot name him; it does not say
    [InlineData(null, 998u)]
    [InlineData(65534u, 998u)]
    // the Gateway's user is not known
    [InlineData(1001u, null)]
    public void What_is_not_known_is_no_condition(uint? listener, uint? gateway)
    {
        TcpRow[] rows = listener is { } user ? [Listening(user)] : [];
        Look(rows, gateway);
        Look(rows, gateway);
        Look([Listening(Bob) with { UserId = null }], gateway);
        Look([Listening(Bob) with { UserId = null }], gateway);

        Assert.Empty(_picture.Conditions);
    }

    [Fact]
    public void Three_connections_left_open_for_three_looks_are_a_pile()
    {
        Look(LeftOpen(1), LeftOpen(2), LeftOpen(3));
        Look(LeftOpen(1), LeftOpen(2), LeftOpen(3), LeftOpen(4));
        Assert.Empty(_picture.Conditions);

        Look(LeftOpen(1), LeftOpen(2), LeftOpen(3), LeftOpen(4));
        Assert.Equal(
            [
                new(
                    ConditionKind.ClosedSocketsPileUp,
                    "3 connections on port 4002 were closed by the client and not by the Gateway"
                ),
            ],
            _picture.Conditions.AsEnumerable()
        );
        Assert.Equal(4, _picture.Report!.LeftOpen);

        Look(LeftOpen(1), LeftOpen(2));
        Assert.Empty(_picture.Conditions);
    }

    [Fact]
    public void Connections_that_come_and_go_are_no_pile()
    {
        for (var i = 1; i < 20; i++)
            Look(LeftOpen(i), LeftOpen(i + 1), LeftOpen(i + 2), LeftOpen(100));

        Assert.Empty(_picture.Conditions);
    }

    [Fact]
    public void Other_clients_are_counted_and_their_bytes_seen()
    {
        Look(Listening(Gateway), Connected(40000, 5), Connected(40001, 0), Connected(7, 9));
        Assert.Equal((2, null), (_picture.Report!.OtherClients, _picture.Report.OthersMovedAt));

        var moved = _at;
        Look(Listening(Gateway), Connected(40000, 2), Connected(40001, 0), Connected(7, 1));
        Assert.Equal(moved, _picture.Report!.OthersMovedAt);

        Look(Listening(Gateway), Connected(40000, 2), Connected(7, 0));
        Assert.Equal((1, moved), (_picture.Report!.OtherClients, _picture.Report.OthersMovedAt));
    }

    private void Look(params TcpRow[] rows) => Look(rows, Gateway);

    private void Look(TcpRow[] rows, uint? gateway)
    {
        var look = new NetworkLook(
            _at,
            4002,
            rows,
            OwnPorts: [7],
            User(NetworkLook.ListenerOf(rows, gateway)),
            User(gateway)
        );
        _picture = _picture.After(look);
        _at += TimeSpan.FromSeconds(20);
    }

    private static HostUser? User(uint? id) =>
        id switch
        {
            null => null,
            Gateway => new(Gateway, "ibkr-gateway"),
            Bob => new(Bob, "bob"),
            { } other => new(other, null),
        };

    private static TcpRow Listening(uint user) => new(Everywhere, "0:0", 10, 0, 0, user);

    private static TcpRow LeftOpen(int remotePort) => new(Local, $"0100007F:{remotePort:X4}", 8, 0, 1, Gateway);

    private static TcpRow Connected(int remotePort, long received) =>
        new(Local, $"0100007F:{remotePort:X4}", 1, 0, received, Gateway);
}
