namespace IbkrAgent.SystemTests;

/// <summary>
/// What whoever takes over the daemon can make PID 1 do: what the polkit rule grants, and nothing else.
/// </summary>
public sealed class EscalationTests(BootedHost host) : IClassFixture<BootedHost>, IAsyncLifetime
{
    private const string Manager =
        "busctl --system --allow-interactive-authorization=no call "
        + "org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager ";

    private const string DailyRestart = "ibkr-gateway-restart.service";

    private const string TouchAsRoot = "1 ExecStart 'a(sasb)' 1 /usr/bin/touch 2 touch /root/escalated false 0";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Escalations =>
        [
            // A unit that does not exist yet, under a name that the rule knows: a root shell if "start" were granted.
            $"StartTransientUnit 'ssa(sv)a(sa(sv))' ibkr-gateway@evil.service replace {TouchAsRoot}",
            $"StartTransientUnit 'ssa(sv)a(sa(sv))' xvfb@evil.service replace {TouchAsRoot}",
            $"StartTransientUnit 'ssa(sv)a(sa(sv))' evil.service replace {TouchAsRoot}",
            // Verbs that are not granted, on units that are.
            "StartUnit ss ibkr-gateway.service replace",
            "StartUnit ss xvfb.service replace",
            "TryRestartUnit ss ibkr-gateway.service replace",
            "ReloadOrRestartUnit ss ibkr-gateway.service replace",
            "ReloadOrTryRestartUnit ss ibkr-gateway.service replace",
            "ReloadUnit ss xvfb.service replace",
            "KillUnit ssi ibkr-gateway.service main 15",
            "SetUnitProperties 'sba(sv)' ibkr-gateway.service true 1 MemoryMax t 100000000",
            "CleanUnit sas ibkr-gateway.service 1 state",
            // Other units, also those that only look alike.
            "RestartUnit ss dbus.service replace",
            "ReloadUnit ss dbus.service replace",
            "StopUnit ss systemd-journald.service replace",
            "StopUnit ss ibkr-agent.service replace",
            "RestartUnit ss ibkr-gateway.target replace",
            "RestartUnit ss ibkr-gateway@UPPER.service replace",
            "RestartUnit ss ibkr-gateway-other.service replace",
            "ResetFailedUnit s dbus.service",
            // The whole system.
            "ResetFailed",
            "Reload",
            "Reexecute",
            "PowerOff",
            "SetEnvironment as 1 LD_PRELOAD=/tmp/evil.so",
            "EnableUnitFiles asbb 1 ibkr-agent.service false true",
            "MaskUnitFiles asbb 1 dbus.service true true",
            "LinkUnitFiles asbb 1 /tmp/evil.service true true",
        ];

    /// <summary>
    /// The Gateway runs: of some calls PID 1 asks about a unit that is not loaded before it asks who calls.
    /// </summary>
    public async ValueTask InitializeAsync() => await Installation.StartAnythingAsGatewayAsync(host.Container, Token);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Escalations))]
    public async Task From_a_shell_of_the_daemons_user_is_denied(string call) =>
        AssertDenied(await FromShellAsync(call), await RootFileAsync());

    [Theory]
    [MemberData(nameof(Escalations))]
    public async Task From_inside_the_daemons_unit_is_denied(string call) =>
        AssertDenied(await FromUnitAsync(call), await RootFileAsync());

    [Theory]
    [MemberData(nameof(Escalations))]
    public async Task From_inside_the_unit_of_the_daily_restart_is_denied(string call) =>
        AssertDenied(await FromUnitAsync(call, DailyRestart), await RootFileAsync());

    [Fact]
    public async Task The_daily_restart_may_restart_the_Gateway() =>
        Assert.Contains(
            "/org/freedesktop/systemd1/job/",
            await FromUnitAsync("RestartUnit ss ibkr-gateway.service replace", DailyRestart),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("RestartUnit ss xvfb.service replace")]
    [InlineData("StopUnit ss xvfb.service replace")]
    [InlineData("RestartUnit ss ibkr-gateway.service replace")]
    [InlineData("ReloadUnit ss ibkr-gateway.service replace")]
    [InlineData("StopUnit ss ibkr-gateway.service replace")]
    public async Task The_daemon_may(string call)
    {
        var result = await FromUnitAsync(call);

        Assert.Contains("/org/freedesktop/systemd1/job/", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daemon_may_clear_a_failure()
    {
        const string Fail = """
            set -e
            systemctl stop ibkr-gateway xvfb
            mkdir -p /run/systemd/system/xvfb.service.d
            printf '[Service]\nExecStartPre=/bin/false\n' >/run/systemd/system/xvfb.service.d/fail.conf
            systemctl daemon-reload
            systemctl start xvfb || true
            systemctl is-failed xvfb
            """;
        (await host.Container.RunAsync(Fail, Token)).OrFail();

        var result = await FromUnitAsync("ResetFailedUnit s xvfb.service");

        Assert.Equal("", result);
        var state = await host.Container.RunAsync("systemctl is-failed xvfb", Token);
        Assert.Equal("inactive", state.Text);
        (
            await host.Container.RunAsync("rm -r /run/systemd/system/xvfb.service.d; systemctl daemon-reload", Token)
        ).OrFail();
    }

    private static void AssertDenied(string answer, string rootFile)
    {
        Assert.Matches("Access denied|[Ii]nteractive authentication required|Permission denied", answer);
        Assert.Equal("", rootFile);
    }

    private async Task<string> RootFileAsync() =>
        (await host.Container.RunAsync("ls /root/escalated 2>/dev/null", Token)).Text;

    private async Task<string> FromShellAsync(string call)
    {
        const string AsDaemon = "setpriv --reuid ibkr-agent --regid ibkr-agent --init-groups ";
        var result = await host.Container.RunAsync($"{AsDaemon} {Manager} {call} 2>&1", Token);
        return result.Text;
    }

    /// <summary>The unit itself with its sandbox, but a call of ours in place of its program.</summary>
    private async Task<string> FromUnitAsync(string call, string unit = "ibkr-agent.service")
    {
        var dropIn = $"/run/systemd/system/{unit}.d/call.conf";
        var run = $"""
            set -e
            if [ ! -e {dropIn} ]; then
                mkdir -p $(dirname {dropIn})
                cat >{dropIn} <<'END'
            [Unit]
            StartLimitIntervalSec=0
            [Service]
            ExecCondition=
            ExecStart=
            ExecStart=-/bin/bash /opt/call.sh
            ExecStopPost=
            Restart=no
            StandardError=inherit
            StandardOutput=truncate:/run/call.out
            Type=oneshot
            WatchdogSec=0
            END
                systemctl daemon-reload
            fi
            cat >/opt/call.sh <<'END'
            {Manager} {call}
            END
            systemctl start {unit}
            cat /run/call.out
            """;
        return (await host.Container.RunAsync(run, Token)).OrFail().Text;
    }
}
