using System.Collections.Concurrent;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tests.Systemd.Bus;
using Microsoft.Extensions.Logging.Abstractions;
using static IbkrAgent.Tests.Systemd.Bus.BusScene;

namespace IbkrAgent.Tests.Gateway;

public sealed class HostWatchTests : IAsyncLifetime
{
    private readonly ConcurrentBag<SupervisorEvent> _replaced = [];
    private const string Unit = "ibkr-gateway.service";

    private readonly TemporaryDirectory _files = new();
    private readonly FastTime _time = new(factor: 200);
    private readonly ConcurrentQueue<SupervisorEvent> _published = [];
    private readonly CancellationTokenSource _stop = new();
    private BusScene _scene = null!;
    private ProcessObserver _processes = null!;
    private NetworkObserver _network = null!;
    private HostWatch _watch = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _files.Write("net/tcp", "0: 00000000:0FA2 00000000:0000 0A 0:0 00:0 0 998 0 1\n");
        _scene = await StartAsync();
        _scene.Systemd.AddService(Unit)["UID"] = 998U;
        _scene.Systemd.Processes = [(50, "java")];
        _processes = new(
            _scene.Units,
            "main",
            Unit,
            () => Some.Settings.Watch,
            new(_files.Path),
            new(ConditionSource.Process, _time, _published.Enqueue),
            _replaced.Add,
            _time,
            NullLogger.Instance
        );
        _network = new(
            "main",
            () => 4002,
            new(4002, Path.Combine(_files.Path, "net")),
            () => [],
            new(ConditionSource.Network, _time, _published.Enqueue),
            _time,
            NullLogger.Instance
        );
        _watch = new(_processes, _network, _time);
        _running = _watch.RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        await _scene.DisposeAsync();
        _stop.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task An_active_unit_is_looked_at_until_it_is_down()
    {
        Hear("active", run: "1");
        await Eventually.HoldsAsync(() => _network.Latest is not null);
        Assert.Equal((100, 50), (_processes.Latest!.MainPid, _processes.Latest.JavaPid));
        Assert.Equal(PortReach.AllAddresses, _network.Latest!.Reach);

        var first = _network.Latest.At;
        await Eventually.HoldsAsync(() => _network.Latest?.At > first);

        Hear("inactive", run: "1");
        await Eventually.HoldsAsync(() => _network.Latest is null && _processes.Latest is null);
        Assert.Empty(_published);
    }

    [Fact]
    public async Task What_goes_wrong_comes_from_both_sources_and_is_taken_back_when_the_unit_goes_down()
    {
        _scene.Systemd.Processes = [(50, "java"), (60, "java")];
        _files.Write("net/tcp", "0: 00000000:0FA2 00000000:0000 0A 0:0 00:0 0 1001 0 1\n");
        Hear("active", run: "1");
        await Eventually.HoldsAsync(() => _published.Count == 2);
        Assert.Equal(["Process 1", "Network 1"], _published.Select(Describe));

        Hear("failed", run: "1");
        await Eventually.HoldsAsync(() => _published.Count == 4);
        Assert.Equal(["Process 0", "Network 0"], _published.Skip(2).Select(Describe));
    }

    [Fact]
    public async Task A_relaunch_inside_a_run_is_counted_and_a_new_run_begins_with_none()
    {
        Hear("active", run: "1");
        await Eventually.HoldsAsync(() => _processes.Latest?.JavaPid == 50);

        _scene.Systemd.Processes = [(60, "java")];
        _watch.Hear(new SupervisorEvent.ControllerSaid(Some.Instant, GatewaySignal.ProcessStarted));
        await Eventually.HoldsAsync(() => _processes.Latest?.JavaPid == 60 && !_replaced.IsEmpty);
        Assert.Equal(1, _processes.Latest!.Relaunches);
        Assert.IsType<SupervisorEvent.JavaReplaced>(Assert.Single(_replaced));

        _scene.Systemd.Processes = [(70, "java")];
        Hear("active", run: "2");
        await Eventually.HoldsAsync(() => _processes.Latest is { JavaPid: 70, Relaunches: 0 });
    }

    private void Hear(string activeState, string run) =>
        _watch.Hear(new SupervisorEvent.UnitObserved(Some.Instant, Some.Unit(activeState, run)));

    private static string Describe(SupervisorEvent @event) =>
        @event is SupervisorEvent.ConditionsObserved observed
            ? $"{observed.Source} {observed.Conditions.Length}"
            : @event.ToString();
}
