using System.Net.Sockets;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Control;

public sealed class ControlClientTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _path;

    public ControlClientTests() => _path = Path.Combine(_directory.Path, "control.sock");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void No_socket_is_no_daemon() =>
        Assert.Equal(new ControlReply<StatusDocument>.NotThere($"there is no {_path}"), Ask(TimeSpan.FromSeconds(20)));

    [Fact]
    public void A_socket_without_a_listener_is_no_daemon()
    {
        using var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(_path));
        Assert.Equal(
            new ControlReply<StatusDocument>.NotThere($"nobody listens on {_path}"),
            Ask(TimeSpan.FromSeconds(20))
        );
    }

    [Fact]
    public void A_daemon_that_does_not_answer_is_waited_for_no_longer_than_asked()
    {
        using var listener = Listen();
        Assert.Equal(
            new ControlReply<StatusDocument>.NoAnswer($"the daemon did not answer on {_path} within 0.2 s"),
            Ask(TimeSpan.FromMilliseconds(200))
        );
    }

    [Fact]
    public void A_daemon_that_accepts_nobody_any_more_is_waited_for_no_longer_than_asked()
    {
        using var listener = Listen(backlog: 0);
        List<Socket> waiting = [];
        try
        {
            Assert.Equal(
                new ControlReply<StatusDocument>.NoAnswer($"the daemon did not answer on {_path} within 0.2 s"),
                FillAndAsk(waiting)
            );
        }
        finally
        {
            waiting.ForEach(socket => socket.Dispose());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("220 this is mail\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{}")]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_peer_that_talks_nonsense_is_no_answer(string nonsense)
    {
        using var listener = Listen();
        var asking = Task.Run(() => Ask(TimeSpan.FromSeconds(20)));

        await TalkAsync(listener, nonsense, until: asking);

        var reply = Assert.IsType<ControlReply<StatusDocument>.NoAnswer>(await asking);
        Assert.DoesNotContain("within", reply.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nExit-Status: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nExit-Status: 256\r\n\r\nfine")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nExit-Status: 0\r\n\r\nfine")]
    public async Task An_answer_without_a_status_or_without_a_word_is_never_healthy(string nonsense)
    {
        using var listener = Listen();
        var client = new ControlClient(_path, TimeProvider.System);
        var asking = Task.Run(() => client.Health(InstanceName.Main, new(), json: false, TimeSpan.FromSeconds(20)));

        await TalkAsync(listener, nonsense, until: asking);

        Assert.IsType<ControlReply<HealthAnswer>.NoAnswer>(await asking);
    }

    [Fact]
    public async Task A_wish_is_said_once_even_if_the_daemon_dies_over_it()
    {
        using var listener = Listen();
        var client = new ControlClient(_path, TimeProvider.System);
        var asking = Task.Run(() => client.Act(InstanceName.Main, "ack", new(), TimeSpan.FromSeconds(20)));

        var said = await TalkAsync(listener, "", until: asking);

        Assert.IsType<ControlReply<OperatorAnswer>.NoAnswer>(await asking);
        Assert.Equal(1, said);
    }

    /// <summary>Takes one request per connection, answers the same to each, and counts them.</summary>
    private static async Task<int> TalkAsync(Socket listener, string answer, Task until)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var talking = TalkAsync(listener, answer, ended.Token);
        await Task.WhenAny(until, talking);
        await ended.CancelAsync();
        return await talking;
    }

    private static async Task<int> TalkAsync(Socket listener, string answer, CancellationToken ended)
    {
        var request = new byte[4096];
        for (var count = 0; ; count++)
            try
            {
                using var peer = await listener.AcceptAsync(ended);
                await peer.ReceiveAsync(request, ended);
                await peer.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer), ended);
            }
            catch (OperationCanceledException)
            {
                return count;
            }
    }

    /// <summary>Asks when the queue of connections is full.</summary>
    private ControlReply<StatusDocument> FillAndAsk(List<Socket> waiting)
    {
        try
        {
            while (true)
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                waiting.Add(socket);
                socket.Blocking = false;
                socket.Connect(new UnixDomainSocketEndPoint(_path));
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            return Ask(TimeSpan.FromMilliseconds(200));
        }
    }

    private Socket Listen(int backlog = int.MaxValue)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_path));
        listener.Listen(backlog);
        return listener;
    }

    private ControlReply<StatusDocument> Ask(TimeSpan timeout) =>
        new ControlClient(_path, TimeProvider.System).Status(timeout);
}
