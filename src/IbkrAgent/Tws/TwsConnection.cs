using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace IbkrAgent.Tws;

/// <summary>Socket and pipe around a <see cref="TwsSession"/>; always to 127.0.0.1.</summary>
/// <remarks>
/// Buffers one incomplete frame and one segment at most, and a frame is limited by the session: to 4 KiB before the
/// versions are agreed, to 16 MiB after. One caller at a time.
/// </remarks>
internal sealed class TwsConnection : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromMilliseconds(500);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly TimeProvider _time;
    private bool _anyByte;

    private TwsConnection(Socket socket, TwsSession session, TimeProvider time)
    {
        _socket = socket;
        _stream = new(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream, new(leaveOpen: true));
        _time = time;
        Session = session;
        LocalPort = ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public TwsSession Session { get; }

    /// <summary>Our end, as it shows in the kernel's list of connections.</summary>
    public int LocalPort { get; }

    /// <summary>Connects; nothing is sent before the first read.</summary>
    /// <exception cref="SocketException">Refused, or not possible at all.</exception>
    /// <exception cref="TimeoutException">Neither accepted nor refused in time.</exception>
    public static async Task<TwsConnection> OpenAsync(
        int port,
        TwsSession session,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = new TimeLimit(timeout, time, cancellationToken);
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), limit.Token);
            return new(socket, session, time);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"connecting to port {port} took longer than {timeout.TotalSeconds:0.#} s");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends what the session has to say and waits for its next event; null when none came in time.</summary>
    /// <param name="interrupt">ends the wait as if the time were over.</param>
    /// <remarks>Neither that nor the time keeps what is to be said from being sent.</remarks>
    public async Task<TwsEvent?> ReadAsync(
        TimeSpan timeout,
        CancellationToken cancellationToken,
        CancellationToken interrupt = default
    )
    {
        using var limit = new TimeLimit(timeout, _time, cancellationToken);
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, interrupt);
        try
        {
            return await ReadAsync(cancellationToken, wait.Token)
                ?? new TwsEvent.Closed(Session.DescribeClose(_anyByte));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (TwsProtocolException e)
        {
            return new TwsEvent.Closed(e.Message);
        }
        catch (IOException e)
        {
            var reason = e.InnerException is SocketException inner ? inner.SocketErrorCode.ToString() : e.Message;
            return new TwsEvent.Closed($"{Session.DescribeClose(_anyByte)} ({reason})");
        }
    }

    /// <summary>Closes as a Gateway wants it: half-close, read to the end for a moment, close.</summary>
    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        using var limit = new TimeLimit(CloseTimeout, _time, CancellationToken.None);
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            var discarded = new byte[4096];
            while (await _stream.ReadAsync(discarded, limit.Token) > 0)
            {
                // whatever still comes is of no interest
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // the peer is gone already, or does not close: either way nothing is left to wait for
        }

        await _stream.DisposeAsync();
    }

    private async Task<TwsEvent?> ReadAsync(CancellationToken sending, CancellationToken waiting)
    {
        while (true)
        {
            var output = Session.TakeOutput();
            if (output.Length > 0)
                await _stream.WriteAsync(output, sending);

            var read = await _reader.ReadAsync(waiting);
            var rest = read.Buffer;
            _anyByte |= !rest.IsEmpty;
            var @event = Session.Next(ref rest);
            _reader.AdvanceTo(rest.Start, @event is null ? rest.End : rest.Start);
            if (@event is not null || read.IsCompleted)
                return @event;
        }
    }
}
