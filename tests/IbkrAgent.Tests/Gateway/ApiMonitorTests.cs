using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

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
    public async Task Other_limits_and_rhythms_count_without_another_session()
    {
        await using var server = new ScriptedTwsServer(ServeAsync);
        var timing = Calm with { Interval = TimeSpan.FromMilliseconds(500) };
        await using var watch = new Watch(server.Port, timing);
        Assert.Equal([Skew], await watch.Log.NextAsync(ConditionSource.Session));

        var settings = watch.Settings.Current;
        watch.Settings.Replace(settings with { Watch = settings.Watch with { SlowHeartbeat = TimeSpan.FromTicks(1) } });
        Assert.Contains(
            await watch.Log.NextAsync(ConditionSource.Session),
            condition => condition.Kind == ConditionKind.SlowHeartbeat
        );
        watch.Timing = timing with
        {
            AccountInterval = TimeSpan.FromSeconds(1),
            AccountTimeout = TimeSpan.FromSeconds(1),
        };
        await watch.UntilAsync(board => board.Account is not null);

        Assert.Equal(1, server.AcceptedCount);
    }

    [Fact]
    public async Task Another_port_is_connected_to_when_it_is_told()
    {
        await using var old = new ScriptedTwsServer(ServeAsync);
        await using var other = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync(accounts: "DU2");
            await peer.ServeAsync();
        });
        await using var watch = new Watch(old.Port, Calm);
        Assert.Equal(Ready(), await watch.Log.NextAsync<ApiStatus.Ready>());

        watch.Settings.Replace(
            watch.Settings.Current with
            {
                Api = watch.Settings.Current.Api with { Port = other.Port },
            }
        );
        watch.Monitor.Reconnect();

        Assert.Equal(Ready("DU2"), await watch.Log.NextAsync<ApiStatus.Ready>());
        Assert.Equal((1, 1), (old.AcceptedCount, other.AcceptedCount));
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
        var timing = Calm with { Interval = soon, Timeout = soon, SilentHold = soon };
        await using var watch = new Watch(server.Port, timing);

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
        Assert.Equal(Ready() with { UpstreamLost = "1100 Connectivity lost", Word = UpstreamWord.None }, lost);
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

    [Fact]
    public async Task Each_answered_heartbeat_is_reported_though_nothing_changes()
    {
        await using var server = new ScriptedTwsServer(ServeAsync);
        await using var watch = new Watch(server.Port, Calm with { Interval = TimeSpan.FromMilliseconds(500) });

        for (var i = 0; i < 5; i++)
            Assert.Equal(Ready(), await watch.Log.NextAsync<ApiStatus.Ready>());

        Assert.Equal(1, server.AcceptedCount);
        Assert.Equal((176, 7971), (watch.Board.Session!.ServerVersion, watch.Board.Session.ClientId));
    }

    [Fact]
    public async Task The_accounts_are_read_at_once_and_then_at_the_interval_one_reading_at_a_time()
    {
        var isSecond = new TaskCompletionSource();
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            for (var i = 1; i <= 2; i++)
            {
                await peer.TakeRequestAsync<PositionsRequest>();
                var request = await peer.TakeRequestAsync<AccountSummaryRequest>();
                await peer.SendAsync(Apple(i));
                await peer.SendAsync(new PositionEnd());
                await peer.SendAsync(new OpenOrderEnd());
                await peer.TellBalancesAsync(request.RequestId);
                // the next request comes after both subscriptions were cancelled
                await peer.TakeRequestAsync<CancelPositions>();
                Assert.Equal(request.RequestId, (await peer.TakeRequestAsync<CancelAccountSummary>()).RequestId);
            }

            isSecond.SetResult();
            await peer.ServeAsync(FieldWriter.Encode(Apple(2), peer.Version));
        });
        await using var watch = new Watch(server.Port, Calm with { AccountInterval = TimeSpan.FromMilliseconds(200) });

        await isSecond.Task.WaitAsync(Long, TestContext.Current.CancellationToken);
        await watch.UntilAsync(board => board.Account is { Positions: [{ Size: 2 }] });

        Assert.Empty(watch.Board.Account!.Unread);
        Assert.Equal(1_000_000, Assert.Single(watch.Board.Account.Balances).NetLiquidation);
    }

    [Fact]
    public async Task Whoever_waits_for_a_reading_gets_one_at_once()
    {
        await using var server = new ScriptedTwsServer(ServeAsync);
        var soon = Calm with { AccountTimeout = TimeSpan.FromMilliseconds(500) };
        await using var watch = new Watch(server.Port, soon);
        await watch.UntilAsync(board => board.Account is not null);
        var before = watch.Board.Account;

        await watch.Board.Wish.WaitAsync(Long, TestContext.Current.CancellationToken);

        Assert.NotSame(before, watch.Board.Account);
        Assert.Equal(1, server.AcceptedCount);
    }

    [Fact]
    public async Task An_account_that_is_not_told_to_its_end_is_a_condition_and_no_reason_to_leave()
    {
        var isSeen = new TaskCompletionSource();
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            await peer.SendAsync(Apple(1)); // and never an end
            await isSeen.Task.WaitAsync(peer.Stop);
        });
        await using var watch = new Watch(server.Port, Calm with { AccountTimeout = TimeSpan.FromSeconds(1) });

        Assert.Equal([Skew], await watch.Log.NextAsync(ConditionSource.Session));
        var unread = Assert.Single(await watch.Log.NextAsync(ConditionSource.Account));
        Assert.Equal(ConditionKind.AccountUnread, unread.Kind);
        Assert.StartsWith("positions: no end marker within 1 s", unread.Detail, StringComparison.Ordinal);
        Assert.Equal(Ready(), await watch.Log.NextAsync<ApiStatus.Ready>());

        isSeen.SetResult();
        await watch.Log.NextAsync<ApiStatus.Lost>();
        Assert.Empty(await watch.Log.NextAsync(ConditionSource.Session));
        Assert.Empty(await watch.Log.NextAsync(ConditionSource.Account));
    }

    [Fact]
    public async Task Slow_answers_are_a_condition_from_the_second_on()
    {
        await using var server = new ScriptedTwsServer(ServeAsync);
        var timing = Calm with { Interval = TimeSpan.FromMilliseconds(500) };
        await using var watch = new Watch(server.Port, timing, slowHeartbeat: TimeSpan.FromTicks(1));

        Assert.Equal([Skew], await watch.Log.NextAsync(ConditionSource.Session));
        Assert.Equal(
            [new(ConditionKind.SlowHeartbeat, "the heartbeat is answered after more than 0 s"), Skew],
            await watch.Log.NextAsync(ConditionSource.Session)
        );
    }

    [Fact]
    public async Task Farms_are_conditions_of_the_session()
    {
        var isHealed = new TaskCompletionSource();
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.MarketDataFarmBroken, "broken:usfarm"));
            await isHealed.Task.WaitAsync(peer.Stop);
            await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.MarketDataFarmOk, "OK:usfarm"));
            await peer.ServeAsync();
        });
        await using var watch = new Watch(server.Port, Calm);

        Assert.Equal([Skew], await watch.Log.NextAsync(ConditionSource.Session));
        var broken = await watch.Log.NextAsync(ConditionSource.Session);
        Assert.Equal([new(ConditionKind.FarmBroken, "broken data farms: usfarm"), Skew], broken);
        Assert.Equal("usfarm", watch.Board.Session!.BrokenFarms);
        isHealed.SetResult();

        Assert.Equal([Skew], await watch.Log.NextAsync(ConditionSource.Session));
    }

    [Fact]
    public async Task After_a_reconnection_the_accounts_are_read_again_and_what_differs_is_logged()
    {
        var connections = 0;
        await using var server = new ScriptedTwsServer(async peer =>
        {
            var count = Interlocked.Increment(ref connections);
            await peer.BeginAsync();
            await peer.ServeAsync(FieldWriter.Encode(Apple(count), peer.Version));
        });
        await using var watch = new Watch(server.Port, Calm);
        await watch.UntilAsync(board => board.Account is { Positions: [{ Size: 1 }] });

        watch.Monitor.Reconnect();
        await watch.UntilAsync(board => board.Account is { Positions: [{ Size: 2 }] });

        Assert.Contains("DU1 AAPL: 2, was 1", Assert.Single(watch.Logger.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_does_not_end_the_session()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.ServeAsync(Wire.Frame("61,3,DU1,no number"));
        });
        await using var watch = new Watch(server.Port, Calm);

        await watch.UntilAsync(board => board.Account is not null);

        Assert.Equal(
            "positions: Position: contract id is 'no number', not a number",
            Assert.Single(watch.Board.Account!.Unread).Text
        );
        Assert.NotNull(watch.Board.Session);
        Assert.Equal(1, server.AcceptedCount);
    }

    private static Condition Skew { get; } =
        new(ConditionKind.ClockSkew, "the Gateway's clock is more than 5 s behind the agent's");

    private static Position Apple(int size) => new("DU1", 265598, "AAPL", "STK", "USD", "AAPL", size, 201.88m);

    private static async Task ServeAsync(ScriptedPeer peer)
    {
        await peer.BeginAsync();
        await peer.ServeAsync();
    }

    private static ApiStatus.Ready Ready(string accounts = "DU1") =>
        new(176, 7971, accounts, UpstreamLost: null, UpstreamWord.AsItBegan);

    /// <summary>A running monitor and what it reported.</summary>
    private sealed class Watch : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Watch(int port, ApiMonitorTiming timing, bool isEnabled = true, TimeSpan? slowHeartbeat = null)
        {
            var time = new FastTime(10);
            Timing = timing;
            Settings = new(
                Some.Settings with
                {
                    Api = Some.Settings.Api with { Port = port },
                    Watch = Some.Settings.Watch with { SlowHeartbeat = slowHeartbeat ?? Long },
                }
            );
            Board = new(Settings, () => false, new(() => null), time, Log.Add, Logger);
            Monitor = new(Settings, Patient, () => Timing, time, Board);
            Monitor.Watch(isEnabled);
            _running = Monitor.RunAsync(_stop.Token);
        }

        public Live<GatewaySettings> Settings { get; }

        public ApiMonitorTiming Timing { get; set; }

        public ApiBoard Board { get; }

        public ApiMonitor Monitor { get; }

        public StatusLog Log { get; } = new();

        public RecordingLogger Logger { get; } = new();

        /// <summary>Waits until the board shows it.</summary>
        public async Task UntilAsync(Func<ApiBoard, bool> isSeen)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            while (!isSeen(Board))
                await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }
}
