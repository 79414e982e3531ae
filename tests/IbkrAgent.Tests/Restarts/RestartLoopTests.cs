using System.Collections.Concurrent;
using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tests.Systemd.Bus;
using static IbkrAgent.Tests.Systemd.Bus.BusScene;

namespace IbkrAgent.Tests.Restarts;

/// <summary>The loop around the plan and the proof.</summary>
public sealed class RestartLoopTests : IDisposable
{
    private const string Timer = "ibkr-gateway-restart.timer";

    private static readonly GatewaySettings Settings = Some.Settings with
    {
        RestartPlan = Some.Settings.RestartPlan with { LookAgain = TimeSpan.FromSeconds(1) },
    };

    private readonly TemporaryDirectory _root = new();
    private readonly RecordingLogger _logger = new();
    private readonly ConcurrentQueue<Alert> _alerts = [];
    private readonly Desk _desk = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task What_is_due_is_read_from_the_timer()
    {
        await using var scene = await StartAsync();
        var due = DateTimeOffset.UtcNow.AddHours(3);
        AddTimer(scene, due);
        using var ending = new CancellationTokenSource();
        var loop = Loop(scene);

        var running = loop.RunAsync(ending.Token);

        await Eventually.HoldsAsync(() =>
            loop.Plan.Due is { } known && known.ToUnixTimeSeconds() == due.ToUnixTimeSeconds()
        );
        await EndAsync(running, ending);
    }

    [Fact]
    public async Task Another_time_is_noticed_when_systemd_has_read_it()
    {
        await using var scene = await StartAsync();
        var timer = AddTimer(scene, DateTimeOffset.UtcNow.AddHours(3));
        using var ending = new CancellationTokenSource();
        var loop = Loop(scene);
        var running = loop.RunAsync(ending.Token);
        await Eventually.HoldsAsync(() => loop.Plan.Due is not null);

        var due = DateTimeOffset.UtcNow.AddHours(5);
        timer["NextElapseUSecRealtime"] = (ulong)due.ToUnixTimeMilliseconds() * 1000;
        await scene.Systemd.ReloadAsync(isActive: false);

        await Eventually.HoldsAsync(() => loop.Plan.Due?.ToUnixTimeSeconds() == due.ToUnixTimeSeconds());
        await EndAsync(running, ending);
    }

    [Fact]
    public async Task A_timer_that_is_not_there_is_said_once()
    {
        await using var scene = await StartAsync();
        AddTimer(scene, DateTimeOffset.UtcNow)["LoadState"] = "not-found";
        using var ending = new CancellationTokenSource();

        var running = Loop(scene).RunAsync(ending.Token);

        await Eventually.HoldsAsync(() =>
            _logger.Entries.Contains(
                "8004 main: when the restart of the day is due is not known: "
                    + $"{Timer}: systemd says not-found of it"
            )
        );
        await EndAsync(running, ending);
    }

    [Fact]
    public async Task What_the_gate_puts_off_is_made_as_soon_as_it_is_safe_and_outlives_the_agent()
    {
        await using var scene = await StartAsync();
        AddTimer(scene, DateTimeOffset.UtcNow.AddHours(3));
        using var ending = new CancellationTokenSource();
        var first = Loop(scene);
        var running = first.RunAsync(ending.Token);
        first.Hear(_desk.Report);

        _desk.IsHeld = true;
        Assert.Equal(CheckOutcome.Block, (await first.PassGateAsync(Cancel)).Outcome);
        _desk.IsHeld = false;
        _desk.Report = _desk.Report with { Verdict = Verdict.UpstreamLost };
        Assert.Equal(CheckOutcome.Defer, (await first.PassGateAsync(Cancel)).Outcome);
        Assert.Equal("restart-deferred", Assert.Single(_alerts).Code);
        await EndAsync(running, ending);

        using var again = new CancellationTokenSource();
        var second = Loop(scene);
        Assert.NotNull(second.Plan.PutOffUntil);
        running = second.RunAsync(again.Token);
        Assert.Empty(_desk.Asked);
        _desk.Report = _desk.Report with { Verdict = Verdict.Ready };

        await Eventually.HoldsAsync(() => !_desk.Asked.IsEmpty);
        Assert.StartsWith("due at ", Assert.Single(_desk.Asked), StringComparison.Ordinal);
        Assert.True(_desk.FreshChecks > 0);
        await EndAsync(running, again);
    }

    [Fact]
    public async Task A_restart_of_the_supervisor_is_followed_to_its_proof()
    {
        await using var scene = await StartAsync();
        AddTimer(scene, DateTimeOffset.UtcNow.AddHours(3));
        using var ending = new CancellationTokenSource();
        var loop = Loop(scene);
        var running = loop.RunAsync(ending.Token);
        var restart = RestartReport.Begin(7, DateTimeOffset.UtcNow, RestartCause.Schedule, "it is due");

        _desk.Report = _desk.Report with { Restart = restart };
        loop.Hear(_desk.Report);
        loop.Hear(_desk.Report); // the same once more
        await Eventually.HoldsAsync(() => loop.ReportOf(null)?.Intent == 7);
        _desk.Report = _desk.Report with
        {
            Unit = Some.Unit("active", "2") with { ActiveSince = restart.At },
            Account = _desk.Report.Account! with { At = DateTimeOffset.UtcNow.AddMinutes(1) },
            Session = Some.Session with { Since = DateTimeOffset.UtcNow.AddSeconds(1) },
            IsLoginKept = true,
        };

        await Eventually.HoldsAsync(() => !_alerts.IsEmpty);
        Assert.Equal(RestartOutcome.Proved, loop.ReportOf(restart)?.Outcome);
        Assert.Equal("restart-done", Assert.Single(_alerts).Code);
        Assert.Single(_logger.Entries, entry => entry.StartsWith("8003", StringComparison.Ordinal));
        await EndAsync(running, ending);
    }

    private RestartLoop Loop(BusScene scene) =>
        new(
            new Live<GatewaySettings>(Settings),
            new(new HostPaths(_root.Path).RestartsFile(InstanceName.Main)),
            new(scene.Units, "main", Timer, _logger),
            _desk,
            _alerts.Enqueue,
            TimeProvider.System,
            _logger
        );

    private static Dictionary<string, object> AddTimer(BusScene scene, DateTimeOffset elapse)
    {
        var timer = scene.Systemd.AddService(Timer);
        timer["ActiveState"] = "active";
        timer["NextElapseUSecRealtime"] = (ulong)elapse.ToUnixTimeMilliseconds() * 1000;
        return timer;
    }

    private static async Task EndAsync(Task running, CancellationTokenSource ending)
    {
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private sealed class Desk : IRestartDesk
    {
        private volatile GatewayReport _report = Some.Report(Verdict.Ready) with
        {
            Account = Some.Account with { Orders = [] },
        };

        private int _freshChecks;

        public GatewayReport Report
        {
            get => _report;
            set => _report = value;
        }

        public bool IsHeld { get; set; }

        public int FreshChecks => _freshChecks;

        public ConcurrentQueue<string> Asked { get; } = [];

        public CheckReport Check() =>
            RestartCheck.Of(Report with { HandsOff = IsHeld }, Settings, DateTimeOffset.UtcNow);

        public Task<CheckReport> CheckAfreshAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _freshChecks);
            return Task.FromResult(Check());
        }

        public Task<OperatorAnswer> AskAsync(OperatorWish wish, CancellationToken cancellationToken)
        {
            Asked.Enqueue(Assert.IsType<OperatorWish.ScheduledRestart>(wish).Why);
            return Task.FromResult(new OperatorAnswer(0, "the Gateway is being restarted"));
        }
    }
}
