using System.Diagnostics;
using IbkrAgent.Systemd;
using static IbkrAgent.Tests.Systemd.Bus.BusScene;

namespace IbkrAgent.Tests.Systemd.Bus;

public sealed class UnitsTests
{
    private const string Gateway = "ibkr-gateway.service";

    [Fact]
    public async Task A_service_is_read_with_all_that_is_known_of_it()
    {
        await using var scene = await StartAsync();
        var properties = scene.Systemd.AddService(Gateway);
        properties["ActiveState"] = "active";
        properties["SubState"] = "running";
        properties["MainPID"] = 4711U;
        properties["NRestarts"] = 2U;
        properties["InvocationID"] = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");
        properties["ActiveEnterTimestamp"] = 1_700_000_000_000_001UL;

        var unit = await scene.Units.GetUnitAsync(Gateway, Cancel);

        Assert.Equal(("loaded", "active", "running"), (unit.LoadState, unit.ActiveState, unit.SubState));
        Assert.Equal(("success", 0, 4711, 2), (unit.Result, unit.ExecMainStatus, unit.MainPid, unit.RestartCount));
        Assert.Equal("00112233445566778899aabbccddeeff", unit.InvocationId);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).AddMicroseconds(1), unit.ActiveEnterTimestamp);
        Assert.False(unit.NeedDaemonReload);
    }

    [Fact]
    public async Task What_systemd_does_not_know_is_null()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Gateway);

        var unit = await scene.Units.GetUnitAsync(Gateway, Cancel);

        Assert.Null(unit.ActiveEnterTimestamp);
        Assert.Equal("", unit.InvocationId);
        Assert.Equal(new("", null, null, null), await scene.Units.GetResourcesAsync(Gateway, Cancel));
    }

    [Fact]
    public async Task A_unit_says_what_it_uses_and_may_use()
    {
        await using var scene = await StartAsync();
        var properties = scene.Systemd.AddService(Gateway);
        properties["ControlGroup"] = "/system.slice/ibkr-gateway.service";
        properties["MemoryCurrent"] = 1024UL;
        properties["MemoryMax"] = 2048UL;
        properties["UID"] = 998U;

        Assert.Equal(
            new("/system.slice/ibkr-gateway.service", 1024, 2048, 998),
            await scene.Units.GetResourcesAsync(Gateway, Cancel)
        );
    }

    [Theory]
    [InlineData(1_795_278_600_000_000UL, 1_795_278_600L)]
    [InlineData(0UL, null)]
    [InlineData(ulong.MaxValue, null)]
    public async Task A_timer_says_when_it_elapses_next_if_it_does(ulong microseconds, long? seconds)
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService("daily.timer")["NextElapseUSecRealtime"] = microseconds;

        var timer = await scene.Units.GetTimerAsync("daily.timer", Cancel);

        Assert.Equal(seconds, timer.NextElapse?.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("running", 1_795_278_600L)]
    [InlineData("waiting", null)]
    public async Task A_timer_says_for_when_that_was_due_which_it_triggered(string state, long? seconds)
    {
        await using var scene = await StartAsync();
        var properties = scene.Systemd.AddService("daily.timer");
        properties["SubState"] = state;
        properties["LastTriggerUSec"] = 1_795_278_601_000_000UL;
        properties["TimersCalendar"] = new (string, string, ulong)[]
        {
            ("OnCalendar", "*-*-* 16:30:00 America/New_York", 1_795_278_600_000_000),
            ("OnCalendar", "*-*-* 17:30:00 America/New_York", 1_795_282_200_000_000),
            ("OnCalendar", "2020-01-01 00:00:00", ulong.MaxValue),
        };

        var timer = await scene.Units.GetTimerAsync("daily.timer", Cancel);

        Assert.Equal(seconds, timer.Due?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task The_processes_of_a_unit_are_listed()
    {
        await using var scene = await StartAsync();

        var process = Assert.Single(await scene.Units.GetProcessesAsync(Gateway, Cancel));

        Assert.Equal(("/system.slice/x", 42, "java -x"), (process.ControlGroup, process.Pid, process.CommandLine));
    }

    [Fact]
    public async Task An_error_carries_the_call_and_the_name_that_systemd_gave()
    {
        await using var scene = await StartAsync();
        scene.Systemd.Errors["RestartUnit"] = "org.freedesktop.DBus.Error.AccessDenied";

        var exception = await Assert.ThrowsAsync<SystemdException>(() => scene.Units.RestartAsync(Gateway, Cancel));

        Assert.Equal("RestartUnit", exception.Function);
        Assert.Equal("org.freedesktop.DBus.Error.AccessDenied", exception.ErrorName);
        Assert.Equal(13, exception.Errno);
        Assert.Contains("as told, for RestartUnit", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_is_not_loaded_has_no_processes()
    {
        await using var scene = await StartAsync();
        scene.Systemd.Errors["GetUnitProcesses"] = "org.freedesktop.systemd1.NoSuchUnit";

        Assert.Empty(await scene.Units.GetProcessesAsync(Gateway, Cancel));
    }

    [Fact]
    public async Task The_result_of_a_job_comes_after_its_id()
    {
        await using var scene = await StartAsync();
        scene.Systemd.ResultAfterReply = "done";

        var job = await scene.Units.RestartAsync(Gateway, Cancel);
        var result = await job.Completion.WaitAsync(Cancel);

        Assert.Equal((1u, Gateway), (job.Id, job.Unit));
        Assert.Equal((1u, true), (result.Id, result.IsDone));
        Assert.Equal([Gateway, "replace"], (await scene.Systemd.NextCallAsync("RestartUnit")).Arguments);
    }

    [Fact]
    public async Task The_result_of_a_job_may_be_announced_before_the_reply()
    {
        await using var scene = await StartAsync();
        scene.Systemd.ResultBeforeReply = "failed";

        var job = await scene.Units.StopAsync(Gateway, Cancel);
        var result = await job.Completion.WaitAsync(Cancel);

        Assert.Equal((1u, "failed", false), (result.Id, result.Result, result.IsDone));
    }

    [Fact]
    public async Task A_call_that_is_not_answered_fails_after_its_timeout()
    {
        await using var scene = await StartAsync(callTimeout: TimeSpan.FromMilliseconds(200));
        scene.Systemd.Silent.Add("GetAll");

        var exception = await Assert.ThrowsAsync<SystemdException>(() => scene.Units.GetUnitAsync(Gateway, Cancel));

        Assert.Equal(110, exception.Errno);
        Assert.True(scene.Bus.IsConnected);
    }

    [Fact]
    public async Task A_call_can_be_cancelled_while_it_waits()
    {
        await using var scene = await StartAsync();
        scene.Systemd.Silent.Add("GetAll");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var call = scene.Units.GetUnitAsync(Gateway, cancellation.Token);
        await scene.Systemd.NextCallAsync("GetAll");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Calls_and_jobs_that_wait_fail_when_the_bus_goes_away()
    {
        await using var scene = await StartAsync();
        scene.Systemd.Silent.Add("GetAll");
        var job = await scene.Units.RestartAsync(Gateway, Cancel);
        var call = scene.Units.GetUnitAsync(Gateway, Cancel);
        await scene.Systemd.NextCallAsync("GetAll");

        await scene.LoseBusAsync();

        await Assert.ThrowsAsync<SystemdException>(() => call);
        await Assert.ThrowsAsync<SystemdException>(() => job.Completion);
    }

    [Fact]
    public async Task Calls_fail_at_once_while_the_bus_is_away_and_work_when_it_is_back()
    {
        await using var scene = await StartAsync();
        await scene.LoseBusAsync();

        var start = Stopwatch.GetTimestamp();
        var exception = await Assert.ThrowsAsync<SystemdException>(() => scene.Units.RestartAsync(Gateway, Cancel));
        Assert.Equal(("RestartUnit", 107), (exception.Function, exception.Errno));
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1));

        await scene.BringBusBackAsync(systemd => systemd.AddService(Gateway));
        var unit = await scene.Units.GetUnitAsync(Gateway, Cancel);
        Assert.Equal("inactive", unit.ActiveState);
    }

    [Fact]
    public async Task The_bus_is_closed_while_it_is_away_and_calls_say_so_afterwards()
    {
        await using var scene = await StartAsync();
        await scene.LoseBusAsync();

        await scene.Bus.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), Cancel);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.Units.GetUnitAsync(Gateway, Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.Bus.WaitUntilConnectedAsync(Cancel));
    }

    [Fact]
    public async Task A_bus_that_was_never_there_is_waited_for()
    {
        await using var daemon = new PrivateBus();
        await using var bus = new IbkrAgent.Systemd.Bus.SystemBus(daemon.Address);
        Assert.False(bus.IsConnected);

        await daemon.StartDaemonAsync();

        await bus.WaitUntilConnectedAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(15), Cancel);
    }
}
