using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.GatewaySim;

/// <summary>The agent's side of the protocol on a socket, event by event.</summary>
internal sealed class TwsClient : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(5);

    private readonly TcpClient _socket = new();
    private PipeReader? _reader;

    private TwsClient(int clientId, int maxVersion) => Session = new(clientId, maxVersion);

    public TwsSession Session { get; }

    public static async Task<TwsClient> ConnectAsync(
        int port,
        CancellationToken cancellationToken,
        int clientId = 7971,
        int maxVersion = 176
    )
    {
        var client = new TwsClient(clientId, maxVersion);
        await client._socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        client._reader = PipeReader.Create(client._socket.GetStream());
        await client.SendAsync(cancellationToken);
        return client;
    }

    /// <summary>Connects as soon as somebody listens.</summary>
    public static async Task<TwsClient> ConnectWhenOpenAsync(int port, CancellationToken cancellationToken)
    {
        while (true)
            try
            {
                return await ConnectAsync(port, cancellationToken);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                await Task.Delay(Retry, cancellationToken);
            }
    }

    public void Dispose() => _socket.Dispose();

    public async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        while (Session.Stage != TwsStage.Ready)
            Assert.NotNull(await NextAsync(cancellationToken));
    }

    /// <summary>The next event; null when the server closed.</summary>
    public async Task<TwsEvent?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _reader!.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            var @event = Session.Next(ref buffer);
            _reader.AdvanceTo(buffer.Start, @event is null ? buffer.End : buffer.Start);
            await SendAsync(cancellationToken);
            if (@event is not null || read.IsCompleted)
                return @event;
        }
    }

    /// <summary>Takes everything that still comes, until the server closes.</summary>
    public async Task UntilClosedAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is not null)
            continue;
    }

    public async Task<T> NextAsync<T>(CancellationToken cancellationToken)
        where T : TwsEvent
    {
        while (true)
            if (await NextAsync(cancellationToken) is var @event && (@event is null or T))
                return Assert.IsType<T>(@event);
    }

    public async Task<TwsEvent.Noticed> NoticeAsync(TwsErrorCode code, CancellationToken cancellationToken)
    {
        while (true)
            if (await NextAsync<TwsEvent.Noticed>(cancellationToken) is var notice && notice.Notice.Code == code)
                return notice;
    }

    public async Task SendAsync(CancellationToken cancellationToken) =>
        await _socket.GetStream().WriteAsync(Session.TakeOutput(), cancellationToken);
}
