using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace IbkrAgent.Tests.Gateway;

public sealed class ApiMonitorTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly ApiTimeouts Patient = new(Long, Long, Long, Long, Long);
    private static readonly ApiMonitorTiming Calm = new(Long, Long, SilentHold: Long, Long, Long);

    [Fact]
    public async Task A_port_that_opens_is_found()
    {
        var port = FreePort.Take();
        await using var watch = new Watch(port, Calm);

        Assert.Equal(new($"nothing listens on port {port}"), await watch.Log.NextAsync<ApiStatus.Refused>());
        await using var server = new ScriptedTwsServer(ServeAsync, port);

        Assert.Equal(Ready(), await watch.Log.NextAsync<ApiStatus.Ready>());
    }

    [Fact]
    public async Task Nothing_is_connected_before_it_is_told_to_watch()
    {
        await using var server = new ScriptedTwsServer(ServeAsync);
        await using var watch = new Watch(server.Port, Calm, isEnabled: false);
        watch.Monitor.Reconnect();
        Assert.Equal((0, 0), (server.AcceptedCount, watch.Log.Count));

        watch.Monitor.Watch(true);

        await watch.Log.NextAsync<ApiStatus.Ready>();
        Assert.Equal(1, server.AcceptedCount);
    }

    [Fact]
    public async Task A_silent_heartbeat_is_reported_and_a_late_answer_as_well()
    {
        var isAnswerWanted = new TaskCompletionSource();
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            await peer.TakeTimeRequestAsync();
            await isAnswerWanted.Task.WaitAsync(peer.Stop);
            await peer.TellTimeAsync();
            await peer.ServeAsync();
        });
        var soon = TimeSpan.FromMilliseconds(500);
        await using var watch = new Watch(server.Port, Calm with { Interval = soon, Timeout = soon });

        await watch.Log.NextAsync<ApiStatus.Ready>();
        var silent = await watch.Log.NextAsync<ApiStatus.Silent>();
        Assert.Equal(ApiStage.Heartbeat, silent.Stage);
        isAnswerWanted.SetResult();

        Assert.Equal(Ready(), await watch.Log.NextAsync<ApiStatus.Ready>());
        Assert.Equal(1, server.AcceptedCount);
    }

    [Fact]
    public async Task A_session_that_stays_silent_is_given_up_for_a_fresh_one()
    {
        var connections = 0;
        await using var server = new ScriptedTwsServer(async peer =>
        {
            var isFirst = Interlocked.Increment(ref connections) == 1;
            await peer.BeginAsync(accounts: isFirst ? "DU1" : "DU2");
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            await (isFirst ? peer.StaySilentAsync() : peer.ServeAsync());
        });
        var soon = TimeSpan.FromMilliseconds(500);
        await using var watch = new Watch(server.Port, Calm with { Interval = soon, Timeout = soon, SilentHold = soon });

        await watch.Log.NextAsync<ApiStatus.Ready>();
        await watch.Log.NextAsync<ApiStatus.Silent>();

        Assert.Equal(Ready(accounts: "DU2"), await watch.Log.NextAsync<ApiStatus.Ready>());
    }

    [Fact]
    public async Task A_lost_broker_is_reported_once_and_its_return_too()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.UpstreamLost, "Connectivity lost"));
            await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.UpstreamLost, "Connectivity still lost"));
            await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.UpstreamRestored, "restored"));
            await peer.ServeAsync();
        });
        await using var watch = new Watch(server.Port, Calm);

        Assert.Equal(Ready(), await watch.Log.NextAsync<ApiStatus.Ready>());
        var lost = await watch.Log.NextAsync<ApiStatus.Ready>();
        Assert.Equal(Ready() with { UpstreamLost = "1100 Connectivity lost" }, lost);
        Assert.Equal(Ready(), await watch.Log.NextAsync<ApiStatus.Ready>());
    }

    [Fact]
    public async Task A_lost_session_is_replaced()
    {
        var connections = 0;
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            if (Interlocked.Increment(ref connections) > 1)
                await peer.ServeAsync();
        });
        await using var watch = new Watch(server.Port, Calm);

        await watch.Log.NextAsync<ApiStatus.Ready>();
        Assert.Equal(new("the peer closed the session"), await watch.Log.NextAsync<ApiStatus.Lost>());
        Assert.Equal(Ready(), await watch.Log.NextAsync<ApiStatus.Ready>());
    }

    [Fact]
    public async Task Garbage_in_a_held_session_ends_only_the_session()
    {
        var connections = 0;
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            if (Interlocked.Increment(ref connections) == 1)
                await peer.SendAsync(Wire.Frame("no,number"));

            await peer.ServeAsync();
        });
        await using var watch = new Watch(server.Port, Calm);

        await watch.Log.NextAsync<ApiStatus.Ready>();
        var lost = await watch.Log.NextAsync<ApiStatus.Lost>();
        Assert.Contains("instead of its number", lost.Detail, StringComparison.Ordinal);
        await watch.Log.NextAsync<ApiStatus.Ready>();
    }

    [Fact]
    public async Task A_peer_that_is_no_gateway_is_rejected_and_tried_again()
    {
        var connections = 0;
        await using var server = new ScriptedTwsServer(async peer =>
        {
            if (Interlocked.Increment(ref connections) == 1)
                await peer.SendAsync("HTTP/1.1 400 Bad Request\r\n"u8.ToArray());
            else
                await ServeAsync(peer);
        });
        await using var watch = new Watch(server.Port, Calm);

        var rejected = await watch.Log.NextAsync<ApiStatus.Rejected>();
        Assert.Contains("HTTP/1.1", rejected.Detail, StringComparison.Ordinal);
        await watch.Log.NextAsync<ApiStatus.Ready>();
    }

    [Fact]
    public async Task A_reconnection_takes_a_fresh_session()
    {
        var connections = 0;
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync(accounts: $"DU{Interlocked.Increment(ref connections)}");
            await peer.ServeAsync();
        });
        await using var watch = new Watch(server.Port, Calm);
        await watch.Log.NextAsync<ApiStatus.Ready>();

        watch.Monitor.Reconnect();

        Assert.Equal(Ready(accounts: "DU2"), await watch.Log.NextAsync<ApiStatus.Ready>());
    }

    [Fact]
    public async Task Told_to_look_away_it_closes_the_session_and_knows_nothing()
    {
        var isClosed = new TaskCompletionSource();
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            await peer.StaySilentAsync();
            isClosed.SetResult();
        });
        await using var watch = new Watch(server.Port, Calm);
        await watch.Log.NextAsync<ApiStatus.Ready>();

        watch.Monitor.Watch(false);

        await watch.Log.NextAsync<ApiStatus.Unknown>();
        await isClosed.Task.WaitAsync(Long, TestContext.Current.CancellationToken);
    }

    private static async Task ServeAsync(ScriptedPeer peer)
    {
        await peer.BeginAsync();
        await peer.ServeAsync();
    }

    private static ApiStatus.Ready Ready(string accounts = "DU1") => new(176, 7971, accounts, UpstreamLost: null);

    /// <summary>A running monitor and what it reported.</summary>
    private sealed class Watch : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Watch(int port, ApiMonitorTiming timing, bool isEnabled = true)
        {
            var time = new FastTime(10);
            var settings = Some.Settings with { Api = Some.Settings.Api with { Port = port } };
            Board = new(settings, time, Log.Add, NullLogger.Instance);
            Monitor = new(settings, Patient, timing, time, Board);
            Monitor.Watch(isEnabled);
            _running = Monitor.RunAsync(_stop.Token);
        }

        public ApiBoard Board { get; }

        public ApiMonitor Monitor { get; }

        public StatusLog Log { get; } = new();

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }
}
