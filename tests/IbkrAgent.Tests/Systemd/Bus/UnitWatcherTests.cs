using IbkrAgent.Systemd.Bus;
using static IbkrAgent.Tests.Systemd.Bus.BusScene;

namespace IbkrAgent.Tests.Systemd.Bus;

public sealed class UnitWatcherTests
{
    private const string Gateway = "ibkr-gateway.service";

    [Fact]
    public async Task The_current_state_comes_first_and_then_each_change_once()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Gateway);
        await using var states = Watch(scene);

        Assert.Equal("inactive", (await Next(states)).ActiveState);
        for (var i = 0; i < 3; i++)
            await scene.Systemd.ChangeAsync(Gateway, new() { ["MainPID"] = 7U }, State("active", "running"));
        await scene.Systemd.ChangeAsync(Gateway, Ended("signal", 9), State("failed", "failed"));

        var running = await Next(states);
        var failed = await Next(states);
        Assert.Equal(("active", 7, "success"), (running.ActiveState, running.MainPid, running.Result));
        Assert.Equal(
            ("failed", 0, "signal", 9),
            (failed.ActiveState, failed.MainPid, failed.Result, failed.ExecMainStatus)
        );
    }

    [Fact]
    public async Task A_skipped_start_is_seen_although_a_later_read_says_success()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Gateway);
        await using var states = Watch(scene);
        await Next(states);

        await scene.Systemd.ChangeAsync(Gateway, [], State("activating", "condition"));
        await scene.Systemd.ChangeAsync(Gateway, new() { ["Result"] = "exec-condition" }, State("inactive", "dead"));

        Assert.Equal("condition", (await Next(states)).SubState);
        Assert.Equal("exec-condition", (await Next(states)).Result);
    }

    [Fact]
    public async Task Failed_and_restarted_at_once_are_two_states()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Gateway);
        await using var states = Watch(scene);
        await Next(states);

        await scene.Systemd.ChangeAsync(Gateway, Ended("exit-code", 1), State("failed", "failed"));
        await scene.Systemd.ChangeAsync(Gateway, [], State("activating", "auto-restart"));

        Assert.Equal("failed", (await Next(states)).SubState);
        Assert.Equal("auto-restart", (await Next(states)).SubState);
    }

    [Fact]
    public async Task A_new_process_that_is_announced_before_the_new_state_is_no_state_of_its_own()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Gateway);
        await using var states = Watch(scene);
        await Next(states);

        await scene.Systemd.ChangeAsync(Gateway, new() { ["MainPID"] = 7U }, State("inactive", "dead"));
        await scene.Systemd.ChangeAsync(Gateway, new() { ["MainPID"] = 7U }, State("activating", "start"));

        var state = await Next(states);
        Assert.Equal(("activating", 7), (state.ActiveState, state.MainPid));
    }

    [Fact]
    public async Task All_is_read_again_after_a_reload()
    {
        await using var scene = await StartAsync();
        var properties = scene.Systemd.AddService(Gateway);
        await using var states = Watch(scene);
        await Next(states);

        properties["NeedDaemonReload"] = true;
        await scene.Systemd.ReloadAsync(isActive: true);
        await scene.Systemd.ReloadAsync(isActive: false);

        Assert.True((await Next(states)).NeedDaemonReload);
    }

    [Fact]
    public async Task Watching_goes_on_after_the_bus_was_away()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Gateway);
        await using var states = Watch(scene);
        await Next(states);

        await scene.LoseBusAsync();
        await scene.BringBusBackAsync(systemd => systemd.AddService(Gateway)["ActiveState"] = "failed");
        Assert.Equal("failed", (await Next(states)).ActiveState);

        await scene.Systemd.NextCallAsync("Subscribe");
        await scene.Systemd.ChangeAsync(Gateway, [], State("active", "running"));
        Assert.Equal("active", (await Next(states)).ActiveState);
    }

    [Fact]
    public async Task A_signal_that_does_not_come_from_systemd_changes_nothing()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Gateway);
        await using var states = Watch(scene);
        await Next(states);
        var us = (await scene.Systemd.NextCallAsync("GetAll")).Sender;

        await using var forger = await FakeSystemd.ConnectAsync(scene.Daemon, "com.example.Forger");
        await forger.ChangeAsync(Gateway, Ended("signal", 9), State("failed", "failed"), destination: us);
        await scene.Systemd.ChangeAsync(Gateway, [], State("active", "running"));

        Assert.Equal("active", (await Next(states)).ActiveState);
    }

    [Fact]
    public async Task The_end_of_every_job_and_each_reload_is_an_event()
    {
        await using var scene = await StartAsync();
        scene.Systemd.ResultAfterReply = "canceled";
        using var subscription = scene.Units.Subscribe([Gateway]);
        await using var events = subscription.Events.ReadAllAsync(Cancel).GetAsyncEnumerator(Cancel);
        var first = Next(events);

        await (await scene.Units.RestartAsync(Gateway, Cancel)).Completion;
        await scene.Systemd.ReloadAsync(isActive: true);

        var removed = await first;
        while (removed is UnitEvent.Reconnected)
            removed = await Next(events);
        Assert.Equal(new UnitEvent.JobRemoved(1, Gateway, "canceled"), removed);
        Assert.Equal(new UnitEvent.Reloading(IsActive: true), await Next(events));
    }

    [Fact]
    public async Task A_stop_of_what_is_down_is_the_only_job_that_has_nothing_to_do()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Gateway)["ActiveState"] = "failed";
        var idle = new List<uint>();
        await using var states = Watch(scene, idle.Add);
        await Next(states);

        var nothing = () => Task.CompletedTask;
        await scene.Systemd.DoJobAsync(Gateway, 70, nothing);
        await scene.Systemd.DoJobAsync("other.service", 71, nothing);
        await scene.Systemd.DoJobAsync(Gateway, 72, nothing, "canceled");
        // A start that fails at once: the state is the same in the end.
        await scene.Systemd.DoJobAsync(Gateway, 73, () => ChangeTo("failed", run: 1));
        await scene.Systemd.DoJobAsync(Gateway, 74, () => ChangeTo("active", run: 2));
        await scene.Systemd.DoJobAsync(Gateway, 75, nothing); // a start of what runs
        await scene.Systemd.DoJobAsync(Gateway, 76, () => ChangeTo("inactive", run: 2));
        await scene.Systemd.DoJobAsync(Gateway, 77, nothing);
        await scene.Systemd.ChangeAsync(Gateway, [], State("active", "the end"));
        while ((await Next(states)).SubState != "the end") { }

        Assert.Equal([70, 77], idle);

        Task ChangeTo(string state, byte run) =>
            scene.Systemd.ChangeAsync(Gateway, [], new(State(state, state)) { ["InvocationID"] = new[] { run } });
    }

    private static IAsyncEnumerator<UnitProperties> Watch(BusScene scene, Action<uint>? onIdleJob = null) =>
        new UnitWatcher(scene.Units, onIdleJob).WatchAsync(Gateway, Cancel).GetAsyncEnumerator(Cancel);

    private static async Task<T> Next<T>(IAsyncEnumerator<T> stream)
    {
        Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        return stream.Current;
    }

    private static Dictionary<string, object> State(string active, string sub) =>
        new() { ["ActiveState"] = active, ["SubState"] = sub };

    private static Dictionary<string, object> Ended(string result, int status) =>
        new()
        {
            ["Result"] = result,
            ["ExecMainStatus"] = status,
            ["MainPID"] = 0U,
        };
}
