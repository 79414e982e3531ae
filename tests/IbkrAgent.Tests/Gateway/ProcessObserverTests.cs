using System.Collections.Concurrent;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tests.Systemd.Bus;
using Microsoft.Extensions.Logging.Abstractions;

namespace IbkrAgent.Tests.Gateway;

public sealed class ProcessObserverTests : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentBag<SupervisorEvent> _replaced = [];
    private const string Unit = "ibkr-gateway.service";
    private const string Group = "/system.slice/ibkr-gateway.service";

    private readonly TemporaryDirectory _cgroups = new();
    private readonly ManualTime _time = new(Some.Instant);
    private readonly ConcurrentQueue<SupervisorEvent> _published = [];

    public void Dispose() => _cgroups.Dispose();

    [Fact]
    public async Task Processes_and_memory_of_the_unit_are_seen()
    {
        await using var scene = await SceneAsync((40, "/bin/bash ibcstart.sh"), (50, "/opt/jre/bin/java -cp x"));
        _cgroups.Write(Group[1..] + "/memory.stat", "anon 1048576\nfile 5000000\n");
        var observer = Observer(scene);

        await observer.LookAsync(40, BusScene.Cancel);

        var report = observer.Latest!;
        Assert.Equal((40, 1, 50, 0), (report.MainPid, report.JavaCount, report.JavaPid, report.Relaunches));
        Assert.Equal((1_048_576, 2_147_483_648), (report.Memory!.Used, report.Memory.Limit));
        Assert.Equal(998u, observer.UserId);
        Assert.Empty(_published);
    }

    [Fact]
    public async Task Two_java_that_stay_are_published_and_taken_back_when_the_run_is_over()
    {
        await using var scene = await SceneAsync((50, "java"), (60, "java"));
        var observer = Observer(scene);

        await observer.LookAsync(40, BusScene.Cancel);
        _time.Advance(TimeSpan.FromSeconds(20));
        await observer.LookAsync(40, BusScene.Cancel);
        Assert.Equal(ConditionKind.SeveralProcesses, Assert.Single(Conditions()).Kind);

        observer.Forget();
        Assert.Empty(Conditions());
        Assert.Equal((null, null), (observer.Latest, observer.UserId));
    }

    [Fact]
    public async Task While_systemd_does_not_answer_nothing_is_known_and_nothing_taken_back()
    {
        await using var scene = await SceneAsync((50, "java"), (60, "java"));
        var observer = Observer(scene);
        await observer.LookAsync(40, BusScene.Cancel);
        _time.Advance(TimeSpan.FromSeconds(20));
        await observer.LookAsync(40, BusScene.Cancel);

        scene.Systemd.Errors["GetUnitProcesses"] = "org.freedesktop.DBus.Error.Failed";
        await observer.LookAsync(40, BusScene.Cancel);

        Assert.Null(observer.Latest);
        Assert.Single(Conditions());
        Assert.Single(_published);
    }

    [Fact]
    public async Task A_changed_limit_is_seen_within_a_minute()
    {
        await using var scene = await SceneAsync((50, "java"));
        _cgroups.Write(Group[1..] + "/memory.stat", "anon 1048576\n");
        var observer = Observer(scene);
        await observer.LookAsync(40, BusScene.Cancel);

        scene.Systemd.AddService(Unit)["MemoryMax"] = 1_000_000UL;
        await observer.LookAsync(40, BusScene.Cancel);
        Assert.Equal(2_147_483_648, observer.Latest!.Memory!.Limit);

        _time.Advance(TimeSpan.FromMinutes(1));
        await observer.LookAsync(40, BusScene.Cancel);
        Assert.Null(observer.Latest!.Memory); // nor does it have a control group any more
    }

    private static async Task<BusScene> SceneAsync(params (uint, string)[] processes)
    {
        var scene = await BusScene.StartAsync();
        var service = scene.Systemd.AddService(Unit);
        service["ControlGroup"] = Group;
        service["MemoryMax"] = 2_147_483_648UL;
        service["UID"] = 998U;
        scene.Systemd.Processes = processes;
        return scene;
    }

    private ProcessObserver Observer(BusScene scene) =>
        new(
            scene.Units,
            "main",
            Unit,
            () => Some.Settings.Watch,
            new(_cgroups.Path),
            new(ConditionSource.Process, _time, _published.Enqueue),
            _replaced.Add,
            _time,
            NullLogger.Instance
        );

    private List<Condition> Conditions() =>
        [.. Assert.IsType<SupervisorEvent.ConditionsObserved>(_published.Last()).Conditions];
}
