namespace IbkrAgent.SystemTests;

/// <summary>Each alert about a start, a stop or a restart: told, its advice followed, and over.</summary>
public sealed class RestartRunbookTests(InstalledTree tree)
{
    private const string Restart = "ibkr-agent restart";
    private const string AtWork = "--keep set orders 'BUY 1 BTC:CRYPTO LMT 9'";
    private const string Memory = "/var/lib/ibkr-agent/main/restarts.json";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait(Runbook.Alert, "api-silent")]
    [Trait(Runbook.Alert, "gateway-down")]
    [Trait(Runbook.Alert, "budget-spent")]
    public async Task A_Gateway_that_the_budget_leaves_down_is_restarted_by_hand()
    {
        await using var host = await Container.BootAsync("runbook-budget", tree.Container, Token);
        var book = await Runbook.SetUpAsync(
            host,
            [.. RunningAgent.Tireless, ("restart_pause", "3s"), ("max_restart_pause", "3s"), ("restarts_per_hour", "2")]
        );
        var agent = book.Agent;
        await agent.StartAndBecomeReadyAsync();

        // Usually nothing.
        var java = await agent.JavaAsync();
        await agent.SteerAsync("api silent");
        await book.ToldAsync("api-silent");
        await agent.ReadyAgainAsync(java);
        await agent.VerdictLastsAsync("Ready", 2);

        java = await agent.JavaAsync();
        await agent.RunAsync(RunningAgent.KillJava);
        Assert.NotEqual("", await book.FollowAsync("gateway-down", "Restart at", "journalctl -u ibkr-gateway -u xvfb"));
        await agent.ReadyAgainAsync(java);
        await agent.VerdictLastsAsync("Ready", 2);

        java = await agent.JavaAsync();
        await agent.RunAsync(RunningAgent.KillJava);
        await book.FollowAsync("budget-spent", Restart, patienceInSeconds: 180);
        await agent.ReadyAgainAsync(java);
    }

    [Fact]
    [Trait(Runbook.Alert, "stop-left-out")]
    [Trait(Runbook.Alert, "parked")]
    public async Task What_the_run_window_leaves_to_the_operator_is_stopped_and_started_by_hand()
    {
        await using var host = await Container.BootAsync("runbook-window", tree.Container, Token);
        var book = await Runbook.SetUpAsync(
            host,
            [.. RunningAgent.Tireless, ("account_interval", "10s"), ("stop_patience", "4s")]
        );
        var agent = book.Agent;
        await agent.StartAndBecomeReadyAsync();
        await agent.SteerAsync(AtWork);
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].account.orders | length == 1'");

        await WindowAsync(agent, "+2 days");
        await book.FollowAsync("stop-left-out", "ibkr-agent stop");
        await agent.VerdictAsync("Stopped");

        // Stopped by hand while the window is open, so that the next one does not start it.
        await WindowAsync(agent, "now");
        await agent.VerdictAsync("Ready");
        await agent.RunAsync("systemctl stop ibkr-gateway");
        await agent.UntilAsync("ibkr-agent status | grep -F PARKED");
        await WindowAsync(agent, "+2 days");
        await WindowAsync(agent, "now");
        await book.FollowAsync("parked", "sudo systemctl start ibkr-gateway.service");
        await agent.VerdictAsync("Ready");
    }

    [Theory]
    [InlineData("restart-skipped", "skip", "now")]
    [InlineData("restart-wanted", "ask", "now")]
    [InlineData("restart-overdue", "skip", "3 days ago")]
    [Trait(Runbook.Alert, "restart-skipped")]
    [Trait(Runbook.Alert, "restart-wanted")]
    [Trait(Runbook.Alert, "restart-overdue")]
    public async Task A_restart_that_was_not_safe_is_made_when_it_suits(string alert, string atDeadline, string putOff)
    {
        await using var host = await Container.BootAsync($"runbook-{alert}", tree.Container, Token);
        var book = await Runbook.SetUpAsync(
            host,
            [
                .. RunningAgent.Tireless,
                ("account_interval", "10s"),
                ("restart_look_again", "2s"),
                ("restart_deferral", "4s"),
                ("restart_at_deadline", atDeadline),
            ]
        );
        var agent = book.Agent;
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();
        await agent.SteerAsync(AtWork);
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].account.orders | length == 1'");
        await agent.RestartByTimerAsync();
        if (putOff != "now")
        {
            await book.ToldAsync("restart-skipped");
            await ChangeMemoryAsync(agent, ".putOffSince", putOff);
            await agent.VerdictAsync("Ready");
            await agent.RestartByTimerAsync();
        }

        await book.ToldAsync(alert);
        Assert.Contains(
            "orders are at work",
            await agent.RunAsync("ibkr-agent pre-restart-check || true"),
            StringComparison.Ordinal
        );
        Assert.Equal(java, await agent.JavaAsync());
        await book.FollowAsync(alert, Restart);
        await agent.ReadyAgainAsync(java);
    }

    /// <summary>The half hour until the first reminder is taken out of the agent's memory.</summary>
    [Fact]
    [Trait(Runbook.Alert, "phone-planned")]
    [Trait(Runbook.Alert, "phone-needed")]
    public async Task The_login_of_the_week_is_announced_and_made_with_the_phone_at_hand()
    {
        await using var host = await Container.BootAsync("runbook-phone", tree.Container, Token);
        var soon = DateTime.UtcNow.AddMinutes(2);
        var book = await Runbook.SetUpAsync(
            host,
            [
                .. RunningAgent.Tireless,
                ("trading_mode", "live"),
                ("quiet_hours_zone", "Etc/UTC"),
                ("broker_zone", "Etc/UTC"),
                ("token_expiry", $"{soon:ddd HH:mm}"),
                ("weekly_login", $"{soon:ddd HH:mm}"),
            ]
        );
        var agent = book.Agent;
        await agent.StartAndBecomeReadyAsync();
        await book.ToldAsync("phone-planned");
        var java = await agent.JavaAsync();
        // Nobody has the phone at hand.
        await agent.RunAsync("ibkr-agent hold --for 1h");
        await agent.SteerAsync("--keep login-mode second-factor");
        await agent.UntilAsync(
            $"jq -e '.memory.plan.weekly | .stage == \"Due\" and .remindAt != null' {Memory}",
            patienceInSeconds: 240
        );
        await ChangeMemoryAsync(agent, ".weekly.remindAt", "1 minute ago");

        await book.ToldAsync("phone-needed");
        Assert.Equal(java, await agent.JavaAsync());
        await agent.RunAsync("ibkr-agent resume");
        await book.FollowAsync("phone-needed", Restart);
        await book.FollowAsync("approval-needed", "in IBKR Mobile", command: "gateway-sim ctl second-factor approve");
        await agent.ReadyAgainAsync(java);
    }

    [Fact]
    [Trait(Runbook.Alert, "host-rebooted")]
    public async Task A_host_that_went_down_without_a_word_is_looked_into()
    {
        await using var host = await Container.BootAsync("runbook-host", tree.Container, Token);
        var book = await Runbook.SetUpAsync(host, RunningAgent.Tireless);
        var agent = book.Agent;
        await agent.StartAndBecomeReadyAsync();
        await host.CrashAsync(Token);

        var last = await book.FollowAsync("host-rebooted", "journalctl --boot=-1 --lines=50");

        Assert.Contains("ibkr-agent", last, StringComparison.Ordinal);
        await agent.VerdictAsync("Ready");
    }

    /// <summary>A member of the plan's memory, while the agent does not run.</summary>
    private static Task ChangeMemoryAsync(RunningAgent agent, string member, string time) =>
        agent.RunAsync(
            $"""
            set -e
            systemctl stop ibkr-agent
            jq --arg at "$(date --utc --date '{time}' +%FT%T.0000000+00:00)" '.memory.plan{member} = $at' {Memory} >/root/changed
            cat /root/changed >{Memory}
            systemctl start ibkr-agent
            """
        );

    /// <summary>An hour of one day of the week, on the clock of the container.</summary>
    private static async Task WindowAsync(RunningAgent agent, string day)
    {
        var name = await agent.RunAsync($"LC_ALL=C date --utc --date '{day}' +%a");
        agent.Set(("run_window", $"{name} 00:00-24:00"), ("run_window_zone", "Etc/UTC"));
        await agent.RunAsync("ibkr-agent reload");
    }
}
