namespace IbkrAgent.SystemTests;

/// <summary>
/// Gateways that do not end when they are told to: whoever wanted the stop gets it, and nothing is done twice.
/// </summary>
public sealed class StopTests(InstalledTree tree)
{
    /// <summary>Longer than any stop here may take: systemd's own limit ends it before.</summary>
    private static readonly TimeSpan AnyStop = TimeSpan.FromMinutes(4);

    /// <summary>Of systemd, for the stop; as shipped it is two minutes.</summary>
    private const string ShorterLimit = """
        mkdir -p /run/systemd/system/ibkr-gateway.service.d &&
        printf '[Service]\nTimeoutStopSec=45\n' >/run/systemd/system/ibkr-gateway.service.d/limit.conf &&
        systemctl daemon-reload
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Gateway_whose_window_hangs_is_ended_by_a_signal_and_restarted_once()
    {
        await using var host = await Container.BootAsync("window-hung", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();

        await agent.SteerAsync("scenario window-hung");
        await agent.VerdictLastsAsync("Ready", seconds: 2);
        await agent.RunAsync("ibkr-agent restart");
        await agent.ReadyAgainAsync(java);

        Assert.Equal(0, await agent.StatusOfAsync("ibkr-agent health-check"));
        Assert.Single(
            await agent.GatewayLinesAsync("ibkr-agent: the Gateway still runs 30 s after STOP: ending it with SIGTERM")
        );
        Assert.Equal(2, (await agent.EventsAsync(AgentEvent.RestartingUnit)).Count);
        Assert.Empty(await agent.EventsAsync(AgentEvent.ParkedChanged));
        Assert.Equal(2, agent.StandInLogins());
    }

    [Fact]
    public async Task A_restart_of_a_live_account_that_takes_62_s_keeps_its_login()
    {
        await using var host = await Container.BootAsync("slow-restart", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("trading_mode", "live")]);
        await agent.PrepareStandInAsync("scenario slow-restart");
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();

        await agent.RunAsync("ibkr-agent restart");
        await Eventually.SucceedsAsync(
            host,
            $"java=$({RunningAgent.JavaRuns}) && [ \"$java\" != '{java}' ]",
            AnyStop,
            Token
        );
        await agent.VerdictAsync("Ready");

        Assert.Equal(0, await agent.StatusOfAsync("ibkr-agent health-check"));
        Assert.Single(await agent.GatewayLinesAsync("IBC is paused"));
        Assert.Single(await agent.GatewayLinesAsync("IBC: Re-starting session"));
        Assert.Equal(2, (await agent.EventsAsync(AgentEvent.RestartingUnit)).Count);
        Assert.Equal(1, agent.StandInLogins());
        await agent.RunAsync("ibkr-agent status | grep 'logins   1 of 20 an hour'");
    }

    [Fact]
    public async Task A_stop_that_a_stored_login_swallows_is_a_stop_all_the_same()
    {
        await using var host = await Container.BootAsync("term-swallowed", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.RunAsync(ShorterLimit);
        await agent.PrepareStandInAsync("scenario term-swallowed");
        await agent.StartAndBecomeReadyAsync();

        await agent.RunAsync("systemctl stop --no-block ibkr-gateway");
        await agent.EventAsync(AgentEvent.ParkedChanged);
        await Eventually.SucceedsAsync(
            host,
            "[ \"$(systemctl show -P Result ibkr-gateway)\" = timeout ]",
            AnyStop,
            Token
        );

        await agent.VerdictLastsAsync("Stopped", seconds: 3);
        Assert.Equal(1, await agent.StatusOfAsync("ibkr-agent health-check"));
        Assert.NotEqual(0, await agent.StatusOfAsync(RunningAgent.JavaRuns));
        Assert.NotEmpty(await agent.GatewayLinesAsync("IBC: Re-starting session"));
        Assert.Single(await agent.EventsAsync(AgentEvent.RestartingUnit));
        Assert.Equal(1, agent.StandInLogins());
    }
}
