using IbkrAgent.Cli;
using IbkrAgent.Tests.Systemd.Bus;
using static IbkrAgent.Tests.Systemd.Bus.BusScene;

namespace IbkrAgent.Tests.Cli;

/// <summary>What commands want of systemd, asked of a stand-in.</summary>
public sealed class BusCommandTests
{
    private const string Gateway = "ibkr-gateway.service";
    private const string Timer = "ibkr-gateway-restart.timer";
    private const ulong HalfPastFour = 1_795_278_600_000_000;

    [Fact]
    public async Task A_unit_that_is_active_is_restarted_to_the_end()
    {
        await using var scene = await StartAsync();
        var properties = Active(scene);

        var restart = RestartAsync(scene);
        await scene.Systemd.NextCallAsync("RestartUnit");
        await scene.Systemd.DoJobAsync(Gateway, 1, () => Begin(properties));

        Assert.Null(await restart);
    }

    [Theory]
    [InlineData("inactive")]
    [InlineData("failed")]
    [InlineData("deactivating")]
    public async Task A_unit_that_is_not_active_is_not_started(string state)
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Gateway)["ActiveState"] = state;
        scene.Systemd.Errors["RestartUnit"] = "it was asked for";

        Assert.Equal($"it is {state}, and a scheduled restart starts nothing", await RestartAsync(scene));
    }

    [Fact]
    public async Task A_start_that_the_gate_refused_is_told_although_the_job_is_done()
    {
        await using var scene = await StartAsync();
        var properties = Active(scene);

        var restart = RestartAsync(scene);
        await scene.Systemd.NextCallAsync("RestartUnit");
        await scene.Systemd.DoJobAsync(Gateway, 1, () => End(properties));

        Assert.StartsWith(
            "job 1 ended with done, and it is inactive (exec-condition)",
            await restart,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_systemd_refuses_is_told()
    {
        await using var scene = await StartAsync();
        Active(scene);
        scene.Systemd.Errors["RestartUnit"] = "org.freedesktop.DBus.Error.AccessDenied";

        Assert.Contains("as told, for RestartUnit", await RestartAsync(scene), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("running", 1, null)]
    [InlineData("running", 15 * 60, null)]
    [InlineData("running", 97 * 60, "ibkr-gateway-restart.timer was due at 2026-11-21 16:30:00 UTC, 1h 37min before")]
    [InlineData("waiting", 97 * 60, null)] // the service runs by hand
    public async Task A_timer_that_triggered_long_after_its_time_is_late(string state, int seconds, string? late)
    {
        await using var scene = await StartAsync();
        var properties = scene.Systemd.AddService(Timer);
        properties["SubState"] = state;
        properties["LastTriggerUSec"] = HalfPastFour + ((ulong)seconds * 1_000_000);
        properties["TimersCalendar"] = new (string, string, ulong)[] { ("OnCalendar", "*-*-* 16:30:00", HalfPastFour) };

        var said = await LateTimer.ReadAsync(new(scene.Daemon.Address), Timer, Cancel);

        Assert.Equal(late, said?[..late!.Length]);
    }

    private static Dictionary<string, object> Active(BusScene scene)
    {
        var properties = scene.Systemd.AddService(Gateway);
        properties["ActiveState"] = "active";
        properties["InvocationID"] = new byte[16];
        return properties;
    }

    private static Task Begin(Dictionary<string, object> properties)
    {
        properties["InvocationID"] = Enumerable.Repeat((byte)1, 16).ToArray();
        return Task.CompletedTask;
    }

    private static Task End(Dictionary<string, object> properties)
    {
        properties["ActiveState"] = "inactive";
        properties["Result"] = "exec-condition";
        return Task.CompletedTask;
    }

    private static Task<string?> RestartAsync(BusScene scene) =>
        UnitRestart.RunAsync(new(scene.Daemon.Address), Gateway, Cancel);
}
