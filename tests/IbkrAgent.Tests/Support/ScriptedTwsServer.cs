using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace IbkrAgent.Tests.Support;

/// <summary>A TWS server that does with each connection what its script says.</summary>
internal sealed class ScriptedTwsServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly SemaphoreSlim _accepted = new(0);
    private readonly Func<ScriptedPeer, Task> _script;
    private readonly Task _accepting;
    private int _acceptedCount;

    public ScriptedTwsServer(Func<ScriptedPeer, Task> script, int port = 0)
    {
        _script = script;
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public int AcceptedCount => Volatile.Read(ref _acceptedCount);

    /// <summary>Waits until so many connections came since the last time.</summary>
    public async Task AcceptedAsync(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.True(await _accepted.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    /// <summary>A port on which nothing listens.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
        _accepted.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _acceptedCount);
                _accepted.Release();
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception e)
            when (e is OperationCanceledException or SocketException or ObjectDisposedException
                && _stop.IsCancellationRequested
            )
        {
            // disposed; the listener may go before the wait is cancelled
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var peer = new ScriptedPeer(socket, _stop.Token);
        try
        {
            await _script(peer);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // the server is disposed, or the client went away in the middle of the script
        }
    }
}
