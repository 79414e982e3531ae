using System.Globalization;

namespace IbkrAgent.SystemTests;

/// <summary>The restart of the day: by its timer, or not at all, and without the daemon as well.</summary>
public sealed class ScheduledRestartTests(InstalledTree tree)
{
    private const string Service = "ibkr-gateway-restart.service";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_timer_lives_beside_the_daemon_and_restarts_the_Gateway_once()
    {
        await using var host = await Container.BootAsync("daily", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        Assert.Equal("waiting", await agent.ShowAsync("ibkr-gateway-restart.timer", "SubState"));
        await agent.RunAsync("systemctl restart ibkr-agent");
        await agent.VerdictAsync("Ready");
        var before = await RunOfGatewayAsync(agent);

        var due = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(3).ToUnixTimeSeconds());
        await ShowCalendarAsync(agent);
        await ChangeTimerAsync(agent, due);
        // That it is another time is noticed, and said.
        await agent.EventAsync(AgentEvent.RestartPlanned, $"main: the next restart by the timer is at {due:u}");
        await agent.UntilAsync($"[ \"$(systemctl show -P InvocationID ibkr-gateway)\" != {before} ]");
        await agent.SeenLastRunAsync();
        await agent.VerdictLastsAsync("Ready", 3);

        var restart = Assert.Single(await agent.EventsAsync(AgentEvent.RestartingUnit), e => IsScheduled(e.Message));
        Assert.EndsWith("scheduled", restart.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await agent.EventsAsync(AgentEvent.RestartingUnit)).Count);
        Assert.Empty(await agent.EventsAsync(AgentEvent.StoppingUnit));
        Assert.Equal(2, agent.StandInLogins());
        var said = await SaidAsync(agent);
        Assert.Contains("main: go", said, StringComparison.Ordinal);
        // What a restart that comes late is known by.
        Assert.Contains($" {due.ToUnixTimeSeconds()}000000", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Gateway_that_was_stopped_by_hand_stays_down()
    {
        await using var host = await Container.BootAsync("daily-stopped", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        await agent.RunAsync("systemctl stop ibkr-gateway");
        await agent.EventAsync(AgentEvent.ParkedChanged);

        await AssertLeftOutAsync(agent, "main: block: somebody stopped the unit by hand");
        await agent.RunAsync("systemctl stop ibkr-agent");
        await AssertLeftOutAsync(agent, "main: block: there is nothing to restart");

        Assert.Equal("inactive", await agent.ShowAsync("ibkr-gateway", "ActiveState"));
        Assert.Equal(1, agent.StandInLogins());
    }

    [Theory]
    [InlineData("restart.skip")]
    [InlineData("restart.skip.main")]
    public async Task A_file_makes_systemd_skip_it(string file)
    {
        await using var host = await Container.BootAsync(file.Replace('.', '-'), tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var before = await RunOfGatewayAsync(agent);
        await agent.RunAsync($"touch /run/ibkr-agent/{file} && systemctl start {Service}");

        Assert.Equal("no", await agent.ShowAsync(Service, "ConditionResult"));
        Assert.Contains("was skipped because of", await SaidByManagerAsync(agent), StringComparison.Ordinal);
        Assert.Equal(before, await RunOfGatewayAsync(agent));
    }

    [Fact]
    public async Task Without_the_daemon_it_is_made_all_the_same_and_the_next_daemon_counts_the_login()
    {
        await using var host = await Container.BootAsync("daily-alone", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.AddGatewayAsync("b", apiPort: 4003);
        await agent.StartAndBecomeReadyAsync();
        await agent.UntilAsync("ibkr-agent health-check --gateway b");
        await agent.RunAsync("systemctl stop ibkr-agent");
        var before = await RunOfGatewayAsync(agent);
        var other = await RunOfGatewayAsync(agent, "ibkr-gateway@b");

        await agent.RestartByTimerAsync();

        Assert.Equal("success", await agent.ShowAsync(Service, "Result"));
        Assert.NotEqual(before, await RunOfGatewayAsync(agent));
        Assert.Equal(other, await RunOfGatewayAsync(agent, "ibkr-gateway@b"));
        Assert.Equal("inactive", await agent.ShowAsync("ibkr-agent", "ActiveState"));
        var said = await SaidAsync(agent);
        Assert.Contains(
            "main: restarting ibkr-gateway.service without the daemon: the API answers",
            said,
            StringComparison.Ordinal
        );
        Assert.Matches("main: ready [0-9]+ s after it was restarted", said);

        await agent.RunAsync("systemctl start ibkr-gateway-restart@b.service");
        Assert.NotEqual(other, await RunOfGatewayAsync(agent, "ibkr-gateway@b"));

        var java = await agent.JavaAsync();
        await agent.RunAsync("systemctl start ibkr-agent");
        await agent.VerdictLastsAsync("Ready", 3);
        await agent.UntilAsync("ibkr-agent status --json | jq -e 'all(.gateways[]; .budget.coldLoginsLastHour == 2)'");
        Assert.Equal(java, await agent.JavaAsync());
        Assert.Equal(2, (await agent.EventsAsync(AgentEvent.RestartingUnit)).Count); // the first starts
        await agent.RunAsync("ibkr-agent status --json | jq -e 'all(.gateways[]; .parked == false)'");
    }

    [Fact]
    public async Task Settings_that_are_wrong_fail_it_and_nothing_is_restarted()
    {
        await using var host = await Container.BootAsync("daily-broken", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        await agent.RunAsync("systemctl stop ibkr-agent");
        var before = await RunOfGatewayAsync(agent);
        await agent.RunAsync("sed -i 's/^mode = .*/mode = perhaps/' /etc/ibkr/agent.ini");

        await agent.RestartByTimerAsync();

        Assert.Equal("failed", await agent.ShowAsync(Service, "ActiveState"));
        Assert.Equal("exit-code", await agent.ShowAsync(Service, "Result"));
        Assert.Contains("mode: ", await SaidAsync(agent), StringComparison.Ordinal);
        Assert.Equal(before, await RunOfGatewayAsync(agent));
    }

    [Fact]
    public async Task Orders_at_work_leave_it_out()
    {
        await using var host = await Container.BootAsync("daily-orders", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("account_interval", "10s")]);
        await agent.StartAndBecomeReadyAsync();
        var before = await RunOfGatewayAsync(agent);
        await agent.SteerAsync("set orders 'BUY 1 BTC:CRYPTO LMT 9'");
        await agent.UntilAsync("ibkr-agent pre-restart-check | grep -F 'defer orders'");

        await AssertLeftOutAsync(agent, "main: defer: 1 of 1 open orders are at work");

        Assert.Equal(before, await RunOfGatewayAsync(agent));
    }

    private static bool IsScheduled(string message) => message.Contains("schedule", StringComparison.Ordinal);

    /// <summary>By a drop-in, as an operator does; it comes after that of the set-up.</summary>
    private static async Task ChangeTimerAsync(RunningAgent agent, DateTimeOffset time)
    {
        var calendar = time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        agent.Host.WriteFile(
            "/etc/systemd/system/ibkr-gateway-restart.timer.d/override.conf",
            $"[Timer]\nOnCalendar=\nOnCalendar={calendar}\n"
        );
        await agent.RunAsync("systemctl daemon-reload");
    }

    /// <summary>The service says what systemd tells of the timer that triggered it.</summary>
    private static async Task ShowCalendarAsync(RunningAgent agent)
    {
        const string Directory = $"/etc/systemd/system/{Service}.d";
        const string Show =
            "busctl get-property org.freedesktop.systemd1 "
            + "/org/freedesktop/systemd1/unit/ibkr_2dgateway_2drestart_2etimer "
            + "org.freedesktop.systemd1.Timer TimersCalendar";
        await agent.RunAsync($"mkdir {Directory}");
        agent.Host.WriteFile($"{Directory}/show.conf", $"[Service]\nExecStartPre={Show}\n");
    }

    private static Task<string> RunOfGatewayAsync(RunningAgent agent, string unit = "ibkr-gateway") =>
        agent.ShowAsync(unit, "InvocationID");

    private static Task<string> SaidAsync(RunningAgent agent) =>
        agent.RunAsync($"journalctl --output=cat _SYSTEMD_UNIT={Service}");

    private static Task<string> SaidByManagerAsync(RunningAgent agent) =>
        agent.RunAsync($"journalctl --output=cat _PID=1 UNIT={Service}");

    /// <summary>The start is no failure, and does nothing but say why.</summary>
    private static async Task AssertLeftOutAsync(RunningAgent agent, string why)
    {
        await agent.RestartByTimerAsync();
        Assert.Equal("exec-condition", await agent.ShowAsync(Service, "Result"));
        Assert.Contains(why, await SaidAsync(agent), StringComparison.Ordinal);
    }
}
