using System.Net.Sockets;
using IbkrAgent.Systemd.Sockets;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Systemd.Sockets;

public sealed class UnixConnectionTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryDirectory _directory = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;

    public UnixConnectionTests()
    {
        _path = Path.Combine(_directory.Path, "socket");
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Bytes_go_both_ways_until_the_peer_has_said_all()
    {
        using var connection = Connect(out var peer);
        using (peer)
        {
            connection.Send("ask"u8);
            Span<byte> buffer = stackalloc byte[8];
            Assert.Equal("ask"u8, buffer[..peer.Receive(buffer)]);

            peer.Send("answer"u8);
            Assert.Equal("answer"u8, buffer[..connection.Receive(buffer, Long)]);
        }

        Assert.Equal(0, connection.Receive(new byte[8], Long));
    }

    [Fact]
    public void A_peer_that_is_silent_is_waited_for_no_longer_than_asked()
    {
        using var connection = Connect(out var peer);
        using (peer)
            Assert.Equal(UnixFailure.TooLate, FailureOf(() => connection.Receive(new byte[8], Short)));
    }

    [Fact]
    public void A_peer_that_takes_nothing_is_waited_for_no_longer_than_asked()
    {
        using var connection = Connect(out var peer, Short);
        using (peer)
            Assert.Equal(UnixFailure.TooLate, FailureOf(() => connection.Send(new byte[0x1000000])));
    }

    [Fact]
    public void Sending_to_a_peer_that_is_gone_fails_and_does_not_end_the_process()
    {
        using var connection = Connect(out var peer);
        peer.Dispose();
        Assert.Equal(UnixFailure.Broken, FailureOf(() => connection.Send("ask"u8)));
    }

    [Fact]
    public void A_socket_that_is_not_there_and_one_where_nobody_listens_are_told_apart()
    {
        Assert.Equal(UnixFailure.NobodyListens, FailureOf(() => new UnixConnection(_path, Long).Dispose()));
        Assert.Equal(UnixFailure.NoSuchSocket, FailureOf(() => new UnixConnection(_path + "2", Long).Dispose()));
    }

    [Fact]
    public void A_path_that_no_socket_can_have_is_refused() =>
        Assert.Throws<ArgumentException>(() => new UnixConnection("/" + new string('x', 107), Long));

    private UnixConnection Connect(out Socket peer, TimeSpan? timeout = null)
    {
        _listener.Listen();
        var connection = new UnixConnection(_path, timeout ?? Long);
        peer = _listener.Accept();
        return connection;
    }

    private static UnixFailure FailureOf(Action action) => Assert.Throws<UnixConnectionException>(action).Failure;
}
