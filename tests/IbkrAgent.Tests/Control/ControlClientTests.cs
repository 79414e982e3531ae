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
    public async Task No_socket_is_no_daemon()
    {
        Assert.Equal(
            new ControlReply<StatusDocument>.NotThere($"there is no {_path}"),
            await AskAsync(TimeSpan.FromSeconds(20))
        );
    }

    [Fact]
    public async Task A_socket_without_a_listener_is_no_daemon()
    {
        using var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(_path));
        Assert.Equal(
            new ControlReply<StatusDocument>.NotThere($"nobody listens on {_path}"),
            await AskAsync(TimeSpan.FromSeconds(20))
        );
    }

    [Fact]
    public async Task A_daemon_that_does_not_answer_is_waited_for_no_longer_than_asked()
    {
        using var listener = Listen();
        Assert.Equal(
            new ControlReply<StatusDocument>.NoAnswer($"the daemon did not answer on {_path} within 0.2 s"),
            await AskAsync(TimeSpan.FromMilliseconds(200))
        );
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
        var asking = AskAsync(TimeSpan.FromSeconds(20));

        await TalkAsync(listener, nonsense, until: asking);

        var reply = Assert.IsType<ControlReply<StatusDocument>.NoAnswer>(await asking);
        Assert.DoesNotContain("within", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_is_said_once_even_if_the_daemon_dies_over_it()
    {
        using var listener = Listen();
        using var client = new ControlClient(_path, TimeProvider.System);
        var asking = client.AckAsync(
            InstanceName.Main,
            TimeSpan.FromSeconds(20),
            TestContext.Current.CancellationToken
        );

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

    private Socket Listen()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_path));
        listener.Listen();
        return listener;
    }

    private async Task<ControlReply<StatusDocument>> AskAsync(TimeSpan timeout)
    {
        using var client = new ControlClient(_path, TimeProvider.System);
        return await client.StatusAsync(timeout, TestContext.Current.CancellationToken);
    }
}
