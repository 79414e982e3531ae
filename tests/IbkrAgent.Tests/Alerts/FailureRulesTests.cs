using System.Text;
using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

public sealed class FailureRulesTests
{
    private const string Daemon = "ibkr-agent.service";
    private const string Restart = "ibkr-gateway-restart.service";

    [Theory]
    // It comes back, or not.
    [InlineData("activating", 0, 0, 0, FailureOutcome.Undecided)]
    [InlineData("deactivating", 0, 0, 0, FailureOutcome.Undecided)]
    [InlineData("active", 119, 1, 121, FailureOutcome.Undecided)]
    [InlineData("active", 120, 1, 122, FailureOutcome.Back)]
    [InlineData("active", 1, 3, 4, FailureOutcome.KeepsFailing)]
    [InlineData("activating", 0, 2, 179, FailureOutcome.Undecided)]
    [InlineData("activating", 0, 2, 180, FailureOutcome.KeepsFailing)]
    [InlineData("active", 119, 2, 180, FailureOutcome.KeepsFailing)]
    // Restarted by hand meanwhile: systemd counts anew.
    [InlineData("active", 10, -7, 20, FailureOutcome.Undecided)]
    [InlineData("inactive", 0, 0, 1, FailureOutcome.Stopped)]
    [InlineData("failed", 0, 0, 1, FailureOutcome.GivenUp)]
    // systemd does not answer.
    [InlineData("", 0, 0, 179, FailureOutcome.Undecided)]
    [InlineData("", 0, 0, 180, FailureOutcome.KeepsFailing)]
    public void What_does_not_stay_up_keeps_failing(
        string state,
        int activeFor,
        int restarts,
        int watchedFor,
        FailureOutcome expected
    )
    {
        var first = Look("deactivating", restarts: 40);
        var now = Look(state, restarts: 40 + restarts) with { At = Some.Instant.AddSeconds(watchedFor) };
        now = now with { Unit = now.Unit with { ActiveSince = now.At.AddSeconds(-activeFor) } };

        Assert.Equal(expected, FailureRules.Judge(Daemon, first, now));
    }

    [Theory]
    [InlineData(Restart, 1, true, FailureOutcome.ToldByDaemon)]
    [InlineData(Restart, 1, false, FailureOutcome.GivenUp)]
    // The gate failed, or nobody restarted anything: no alert of the daemon's tells that.
    [InlineData(Restart, 0, true, FailureOutcome.GivenUp)]
    [InlineData(Restart, 75, true, FailureOutcome.GivenUp)]
    [InlineData(Daemon, 1, true, FailureOutcome.GivenUp)]
    public void What_the_daemon_tells_is_not_told_twice(string unit, int status, bool daemon, FailureOutcome expected)
    {
        var look = Look("failed") with { DaemonRuns = daemon };
        look = look with { Unit = look.Unit with { ExitStatus = status } };

        Assert.Equal(expected, FailureRules.Judge(unit, look, look));
    }

    [Fact]
    public void A_daemon_that_dies_again_and_again_is_told_with_its_last_lines() =>
        Golden.Check(
            Text(
                FailureRules.Compose(
                    Daemon,
                    FailureOutcome.KeepsFailing,
                    Look("activating", restarts: 4),
                    ["the state could not be saved", "ibkr-agent: sd_bus_open_system: No such file or directory"]
                )
            ),
            "agent-failed"
        );

    [Fact]
    public void A_restart_that_was_not_made_is_told() =>
        Golden.Check(Text(FailureRules.Compose(Restart, FailureOutcome.GivenUp, Look("failed"), [])), "restart-failed");

    [Fact]
    public void A_line_stays_one_and_is_not_too_long()
    {
        var alert = FailureRules.Compose(
            Daemon,
            FailureOutcome.GivenUp,
            Look("failed"),
            [$"one\n- two {new string('x', 500)}"]
        );

        var line = Assert.Single(alert.Text.Split("\n- ")[1..]);
        Assert.StartsWith("one - two x", line, StringComparison.Ordinal);
        Assert.Equal(200, line.Length);
    }

    [Theory]
    [InlineData("exit-code", 78, "exit status 78: the settings are missing or wrong.")]
    [InlineData("exit-code", 0, "ended with result exit-code.")]
    [InlineData("watchdog", 9, "result watchdog, signal 9.")]
    [InlineData("resources", 0, "result resources.")]
    public void The_end_is_named(string result, int status, string expected)
    {
        var look = Look("failed");
        look = look with { Unit = look.Unit with { Result = result, ExitStatus = status } };

        var alert = FailureRules.Compose(Daemon, FailureOutcome.GivenUp, look, []);

        Assert.Contains(expected, alert.Text, StringComparison.Ordinal);
    }

    private static string Text(Alert alert) =>
        Encoding.UTF8.GetString(WebhookMessage.Render(alert))
        + "\n"
        + Encoding.UTF8.GetString(DiscordMessage.Render(alert, mention: null))
        + "\n"
        + Encoding.UTF8.GetString(TelegramMessage.Render(alert, new Secret("7")))
        + "\n";

    private static FailureLook Look(string state, int restarts = 0) =>
        new(
            new UnitStatus("loaded", state, "", "exit-code", 1, 0, "", ActiveSince: null),
            restarts,
            DaemonRuns: false,
            Some.Instant
        );
}
