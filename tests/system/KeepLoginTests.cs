using System.Globalization;

namespace IbkrAgent.SystemTests;

/// <summary>The restart of the day of a live account: it keeps the login, by PAUSE, by RESTART, or says that it did
/// not.</summary>
public sealed class KeepLoginTests(InstalledTree tree)
{
    private static readonly (string Key, string Value)[] Live = [.. RunningAgent.Tireless, ("trading_mode", "live")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pause_keeps_the_login_and_is_relied_on_from_then_on()
    {
        await using var host = await Container.BootAsync("keep-pause", tree.Container, Token);
        var agent = await ReadyAsync(host);
        await agent.UntilAsync(Keeping("PAUSE is to keep the login, for the first time"));
        await agent.RunAsync("ibkr-agent pre-restart-check | grep -F 'expect the phone: PAUSE is to keep the login'");
        var before = await RunOfGatewayAsync(agent);

        await agent.RestartByTimerAsync();

        Assert.NotEqual(before, await RunOfGatewayAsync(agent));
        await AssertLastAsync(agent, "login kept");
        await agent.UntilAsync(Keeping("PAUSE has kept the login before"));
        await agent.RunAsync("ibkr-agent pre-restart-check | grep -F 'no phone: PAUSE has kept the login before'");
        Assert.Equal(1, agent.StandInLogins());
        Assert.Equal(["restart-done"], AlertReceiver.Codes(host));
    }

    [Fact]
    public async Task A_pause_that_loses_the_login_is_told_and_RESTART_is_tried_next()
    {
        await using var host = await Container.BootAsync("keep-restart", tree.Container, Token);
        var agent = await ReadyAsync(host, "set token invalid");

        await agent.RestartByTimerAsync();

        await AssertLastAsync(agent, "full login");
        await ToldAsync(host, "login-not-kept", "restart-done");
        await agent.UntilAsync(Keeping("RESTART is to keep the login, for the first time"));
        Assert.Equal(2, agent.StandInLogins());
        await agent.SteerAsync("--keep set token valid");
        var run = await RunOfGatewayAsync(agent);
        var java = await agent.JavaAsync();

        await agent.RestartByTimerAsync();

        Assert.Equal("success", await agent.ShowAsync("ibkr-gateway-restart.service", "Result"));
        Assert.Equal(run, await RunOfGatewayAsync(agent));
        Assert.NotEqual(java, await agent.JavaAsync());
        await AssertLastAsync(agent, "inside the same run of the unit, login kept");
        Assert.Single(await agent.EventsAsync(AgentEvent.ReloadingUnit));
        await agent.UntilAsync(Keeping("RESTART has kept the login before"));
        // That the agent was restarted meanwhile changes nothing.
        await agent.RunAsync("systemctl restart ibkr-agent");
        await agent.VerdictAsync("Ready");
        await agent.UntilAsync(Keeping("RESTART has kept the login before"));
        Assert.Equal(2, agent.StandInLogins());
    }

    [Fact]
    public async Task A_pause_that_is_refused_costs_one_login_and_is_told()
    {
        await using var host = await Container.BootAsync("pause-refused", tree.Container, Token);
        var agent = await ReadyAsync(host, "set refused_command PAUSE");

        await agent.RestartByTimerAsync();

        Assert.Single(await agent.GatewayLinesAsync("ibkr-agent: the controller refused PAUSE: Command invalid"));
        await AssertLastAsync(agent, "full login");
        await ToldAsync(host, "login-not-kept", "restart-done");
        Assert.Equal(2, agent.StandInLogins());
    }

    [Fact]
    public async Task An_old_controller_restarts_inside_the_unit_and_its_own_time_is_set_back()
    {
        await using var host = await Container.BootAsync("old-controller", tree.Container, Token);
        var agent = await ReadyAsync(host, version: "3.23.0");
        await agent.RunAsync("sed -i 's/^AutoRestartTime=.*/AutoRestartTime=/' /etc/ibkr/config.ini");
        await agent.RunAsync("systemctl restart ibkr-gateway");
        await agent.VerdictAsync("Ready");
        // The login of a stop is lost, and the reason is in the journal.
        Assert.Single(
            await agent.GatewayLinesAsync(
                "ibkr-agent: the login is not kept: IBC 3.23.0 does not know PAUSE, which came with 3.24"
            )
        );
        var (run, java) = (await RunOfGatewayAsync(agent), await agent.JavaAsync());

        await agent.RestartByTimerAsync();

        Assert.Equal(run, await RunOfGatewayAsync(agent));
        Assert.NotEqual(java, await agent.JavaAsync());
        await AssertLastAsync(agent, "inside the same run of the unit, login kept");
        Assert.Equal(2, agent.StandInLogins());
        // RESTART has moved it; in New York it is half past ten in the evening again.
        var line = (await agent.GatewayLinesAsync("Auto restart time"))[^1].Message;
        var own = DateTime.ParseExact(line[^8..], "hh:mm tt", CultureInfo.InvariantCulture).TimeOfDay;
        Assert.Contains(own.Hours, (int[])[2, 3]);
        Assert.Equal(30, own.Minutes);
    }

    [Fact]
    public async Task Where_RESTART_is_refused_the_unit_is_restarted_within_the_same_run_of_the_service()
    {
        await using var host = await Container.BootAsync("restart-refused", tree.Container, Token);
        var agent = await ReadyAsync(host, "set refused_command RESTART", "3.23.0");
        var run = await RunOfGatewayAsync(agent);

        await agent.RestartByTimerAsync();

        Assert.NotEqual(run, await RunOfGatewayAsync(agent));
        Assert.Single(
            await agent.GatewayLinesAsync(
                "the Gateway does not restart inside its unit: the controller does not take RESTART"
            )
        );
        await AssertLastAsync(agent, "full login");
        await agent.UntilAsync(Keeping("nothing keeps the login over a restart"));
        Assert.Equal(2, agent.StandInLogins());
    }

    /// <summary>RESTART renders nothing: a Gateway that is to take orders no more would go on to.</summary>
    [Fact]
    public async Task What_is_to_take_orders_no_more_is_started_anew_and_its_login_is_not_kept()
    {
        await using var host = await Container.BootAsync("keep-no-orders", tree.Container, Token);
        var agent = await ReadyAsync(host, version: "3.23.0");
        agent.Set(("orders_enabled", "true"), ("accounts", "U1234567"), ("live_confirmed", "U1234567"));
        await agent.RunAsync("touch /etc/ibkr/armed && ibkr-agent reload && ibkr-agent restart --wait");
        Assert.StartsWith(
            "main: the Gateway that runs takes orders",
            await agent.RunAsync("ibkr-agent orders"),
            StringComparison.Ordinal
        );
        await agent.UntilAsync(Keeping("RESTART is to keep the login"));
        var run = await RunOfGatewayAsync(agent);

        await agent.RunAsync("ibkr-agent disarm");
        // Its proof takes 2 min: the open orders, which were known before, are withheld now.
        await agent.RestartByTimerAsync(wait: false);

        await agent.UntilAsync($"[ \"$(systemctl show -P InvocationID ibkr-gateway)\" != {run} ]");
        await agent.UntilAsync("ibkr-agent orders | grep '^main: the Gateway that runs takes none'");
        Assert.Empty(await agent.EventsAsync(AgentEvent.ReloadingUnit));
        await agent.UntilAsync("[ $(gateway-sim ctl logins) = 3 ]");
    }

    [Fact]
    public async Task A_reload_by_hand_is_refused_where_it_would_keep_nothing()
    {
        await using var host = await Container.BootAsync("reload-paper", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();

        Assert.NotEqual(0, await agent.StatusOfAsync("systemctl reload ibkr-gateway"));

        Assert.Single(await agent.GatewayLinesAsync("a paper account logs in without a phone"));
        Assert.Equal(java, await agent.JavaAsync());
        await agent.VerdictLastsAsync("Ready", 2);

        // What is stopped is not started by it, whoever asks.
        await agent.RunAsync("systemctl stop ibkr-gateway");
        Assert.NotEqual(0, await agent.StatusOfAsync("systemctl reload ibkr-gateway"));
        Assert.Equal("inactive", await agent.ShowAsync("ibkr-gateway", "ActiveState"));
    }

    [Fact]
    public async Task A_reboot_in_the_middle_keeps_the_login()
    {
        await using var host = await Container.BootAsync("keep-reboot", tree.Container, Token);
        var agent = await ReadyAsync(host, "set restart_delay_ms 5000");
        await agent.RestartByTimerAsync(wait: false);
        await agent.UntilAsync("[ \"$(systemctl show -P ActiveState ibkr-gateway)\" = deactivating ]");

        await agent.RebootAsync();

        await agent.VerdictAsync("Ready");
        Assert.Single(await agent.GatewayLinesAsync("IBC is paused"));
        Assert.Equal(1, agent.StandInLogins());
        await agent.UntilAsync(Keeping("PAUSE has kept the login before"));
    }

    [Fact]
    public async Task The_login_of_the_week_is_made_when_it_was_announced_for()
    {
        await using var host = await Container.BootAsync("weekly", tree.Container, Token);
        var agent = await ReadyAsync(host);
        await agent.SteerAsync("--keep login-mode second-factor");
        await agent.RunAsync("systemctl stop ibkr-agent");
        // The broker forgets the login at the same minute, and the last agent has announced it an hour ahead.
        var soon = DateTime.UtcNow.AddSeconds(75);
        var due = soon.AddTicks(-(soon.Ticks % TimeSpan.TicksPerMinute));
        var week = due.ToString("ddd HH:mm", CultureInfo.InvariantCulture);
        agent.Set(
            ("token_expiry", week),
            ("broker_zone", "Etc/UTC"),
            ("weekly_login", week),
            ("quiet_hours_zone", "Etc/UTC")
        );
        const string Memory = "/var/lib/ibkr-agent/main/restarts.json";
        await agent.RunAsync(
            $"jq '.memory.plan.weekly = {{due: \"{due:s}+00:00\", stage: \"HourAhead\", remindAt: null}}' {Memory} "
                + $">/run/memory && cat /run/memory >{Memory}"
        );

        await agent.RunAsync("systemctl start ibkr-agent");
        await agent.UntilAsync(
            "ibkr-agent status --json | jq -e '.gateways[0].verdict == \"AwaitingTwoFactor\"'",
            patienceInSeconds: 150
        );
        Assert.True(DateTime.UtcNow >= due);
        await ToldAsync(host, "approval-needed");
        await agent.SteerAsync("second-factor approve");

        await AssertLastAsync(agent, "full login with the second factor");
        Assert.Single(
            await agent.GatewayLinesAsync("ibkr-agent: the login is not kept: the broker forgot its logins at")
        );
        // That it was made anew is no fault of PAUSE.
        await ToldAsync(host, "approval-needed", "recovered", "restart-done");
        Assert.Equal(2, agent.StandInLogins());
    }

    private static async Task<RunningAgent> ReadyAsync(Container host, string? steering = null, string? version = null)
    {
        var agent = RunningAgent.SetUp(host, Live);
        if (version is not null)
            host.WriteFile("/opt/ibc/version", $"{version}\n");
        await AlertReceiver.AddAsync(host);
        if (steering is not null)
            await agent.PrepareStandInAsync(steering);
        await agent.StartAndBecomeReadyAsync();
        return agent;
    }

    private static string Keeping(string text) => $"ibkr-agent status | tr -s ' \\n' ' ' | grep -F '{text}'";

    private static Task<string> RunOfGatewayAsync(RunningAgent agent) =>
        agent.ShowAsync("ibkr-gateway", "InvocationID");

    private static Task AssertLastAsync(RunningAgent agent, string text) =>
        agent.UntilAsync(
            $"ibkr-agent status --json | jq -e '.gateways[0].restart | .outcome == \"Proved\" and (.text | contains(\"{text}\"))'"
        );

    private static Task<TimeSpan> ToldAsync(Container host, params string[] codes) =>
        Eventually.HoldsAsync(
            host,
            () => Task.FromResult(AlertReceiver.Codes(host).Order().SequenceEqual(codes.Order())),
            TimeSpan.FromSeconds(60),
            $"told: {string.Join(", ", codes)}",
            Token
        );
}
