using System.Diagnostics;
using System.Threading.Channels;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Bus;

/// <summary>The connection to the system bus: kept up for ever, on a thread of its own.</summary>
/// <remarks>
/// While the bus is away, calls fail at once and the connection is tried again after 100 ms, then after twice as long,
/// up to 5 s. Matches come back with the connection. Callable from any thread; handlers run on the thread of the bus.
/// </remarks>
public sealed class SystemBus : IAsyncDisposable
{
    private const string DefaultAddress = "unix:path=/run/dbus/system_bus_socket";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string _address;
    private readonly TimeSpan _callTimeout;
    private readonly EventDescriptor _wake = new();
    private readonly Channel<Action> _requests = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Of the bus thread only.
    private readonly HashSet<PendingCall> _pending = [];
    private readonly List<BusMatch> _matches = [];
    private readonly List<BusListener> _listeners = [];
    private BusConnection? _connection;
    private int _generation;
    private string _reason = "connecting";

    private volatile bool _stopping;
    private volatile TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="address">A D-Bus address; when left out, the system bus.</param>
    /// <param name="callTimeout">How long a call waits for its reply; ten seconds when left out.</param>
    public SystemBus(string? address = null, TimeSpan? callTimeout = null)
    {
        _address = address ?? Environment.GetEnvironmentVariable("DBUS_SYSTEM_BUS_ADDRESS") ?? DefaultAddress;
        _callTimeout = callTimeout ?? TimeSpan.FromSeconds(10);
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "sd-bus" }.Start();
    }

    public bool IsConnected => _connected.Task.IsCompletedSuccessfully;

    /// <summary>Completes when the bus is there: at once, or after the connection that is being tried.</summary>
    public Task WaitUntilConnectedAsync(CancellationToken cancellationToken) =>
        _connected.Task.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_stopping)
        {
            _stopping = true;
            _wake.Signal();
        }

        await _ended.Task;
        _wake.Dispose();
    }

    /// <summary>Calls a method and reads its reply on the thread of the bus.</summary>
    /// <exception cref="SystemdException">The bus is away or went away, the peer answered with an error, or not in
    /// time.</exception>
    internal async Task<T> CallAsync<T>(BusCall call, Func<BusMessage, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingCall<T>(call, read);
        Post(() => Send(pending));
        await using var registration = cancellationToken.Register(() =>
            TryPost(() => pending.Cancel(cancellationToken))
        );
        return await pending.Reply;
    }

    /// <summary>Listens for signals; what is called after this comes after the match in the order of the bus.</summary>
    internal IDisposable Match(string rule, Action<BusMessage> handler)
    {
        var match = new BusMatch(rule, handler, exception => Break(_generation, exception));
        Post(() =>
        {
            _matches.Add(match);
            if (_connection is { } connection)
                match.Install(connection);
        });
        return new Registration(() =>
            TryPost(() =>
            {
                _matches.Remove(match);
                match.Remove();
            })
        );
    }

    /// <summary>Listens for the coming and going of the connection; told at once when it is there already.</summary>
    internal IDisposable Listen(BusListener listener)
    {
        Post(() =>
        {
            _listeners.Add(listener);
            if (IsConnected)
                listener.Connected();
        });
        return new Registration(() => TryPost(() => _listeners.Remove(listener)));
    }

    /// <summary>Counts the connections; with it <see cref="Break"/> says which one it means.</summary>
    internal int Generation => Volatile.Read(ref _generation);

    /// <summary>Gives a connection up, because what came over it cannot be used; another one is opened.</summary>
    internal void Break(int generation, Exception exception) =>
        TryPost(() =>
        {
            if (_connection is not null && generation == _generation)
                throw exception as SystemdException ?? new SystemdException("signal", 0, detail: exception.Message);
        });

    private void Post(Action request) => ObjectDisposedException.ThrowIf(!TryPost(request), this);

    private bool TryPost(Action request)
    {
        if (!_requests.Writer.TryWrite(request))
            return false;

        try
        {
            _wake.Signal();
        }
        catch (ObjectDisposedException)
        {
            // Disposed: the thread took all requests before it ended.
        }

        return true;
    }

    private void Run()
    {
        var pause = FirstPause;
        while (!_stopping)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                Open();
                Serve();
            }
            catch (SystemdException exception)
            {
                _reason = exception.Message;
            }

            Close();
            pause = Stopwatch.GetElapsedTime(start) > LongestPause ? FirstPause : pause;
            Pause(pause);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        _requests.Writer.Complete();
        RunRequests();
        _connected.SetException(new ObjectDisposedException(nameof(SystemBus)));
        _ended.SetResult();
    }

    private void Open()
    {
        _generation++;
        _connection = BusConnection.Open(_address, _callTimeout);
        foreach (var match in _matches)
            match.Install(_connection);
    }

    private void Serve()
    {
        while (!_stopping)
        {
            RunRequests();
            while (_connection!.Process())
                RunRequests();

            if (!IsConnected && _connection.IsReady)
            {
                _connected.SetResult();
                foreach (var listener in _listeners)
                    listener.Connected();
            }

            _connection.Wait(_wake);
        }

        _reason = "closed";
    }

    private void Close()
    {
        if (IsConnected)
        {
            _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var listener in _listeners)
                listener.Disconnected(_reason);
        }

        foreach (var call in _pending.ToArray())
            call.Disconnect(_reason);

        foreach (var match in _matches)
            match.Remove();

        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>Waits, but answers requests meanwhile: there is no connection, so they fail.</summary>
    private void Pause(TimeSpan pause)
    {
        var start = Stopwatch.GetTimestamp();
        while (!_stopping && pause - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } rest)
        {
            _wake.Wait(rest);
            RunRequests();
        }
    }

    private void Send(PendingCall call)
    {
        if (_connection is { } connection && IsConnected)
            call.Send(connection, _pending);
        else
            call.Disconnect(_reason);
    }

    private void RunRequests()
    {
        while (_requests.Reader.TryRead(out var request))
            request();
    }

    private sealed class Registration(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
