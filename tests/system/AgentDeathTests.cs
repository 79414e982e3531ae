namespace IbkrAgent.SystemTests;

/// <summary>The agent may die at any time: it comes back and adopts the Gateway that runs.</summary>
public sealed class AgentDeathTests(InstalledTree tree)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_agent_comes_back_and_adopts_the_Gateway_without_touching_it()
    {
        await using var host = await Container.BootAsync("adopt", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var gateway = await GatewayAsync(agent);
        var daemon = await agent.ShowAsync("ibkr-agent", "MainPID");

        await agent.RunAsync($"kill -9 {daemon}");
        await agent.EventAsync(AgentEvent.Ready, count: 2);
        await agent.VerdictAsync("Ready");

        Assert.NotEqual(daemon, await agent.ShowAsync("ibkr-agent", "MainPID"));
        Assert.Equal(gateway, await GatewayAsync(agent));
        Assert.Single(await agent.EventsAsync(AgentEvent.RestartingUnit));
        Assert.Equal(1, await agent.LoginAttemptsAsync());
    }

    [Fact]
    public async Task A_loop_that_is_stuck_is_ended_by_the_watchdog()
    {
        await using var host = await Container.BootAsync("watchdog", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.RunAsync(
            """
            mkdir -p /run/systemd/system/ibkr-agent.service.d
            printf '[Service]\nWatchdogSec=5\n' >/run/systemd/system/ibkr-agent.service.d/watchdog.conf
            systemctl daemon-reload
            """
        );
        await agent.StartAndBecomeReadyAsync();
        var daemon = await agent.ShowAsync("ibkr-agent", "MainPID");

        await agent.BlockStateAsync();
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.UntilAsync("journalctl --unit=ibkr-agent | grep -q 'Watchdog timeout'");
        await agent.RunAsync("rm -f /var/lib/ibkr-agent/main/{state.json.new,plug}; systemctl stop plug");

        await agent.VerdictAsync("Ready");
        Assert.NotEqual(daemon, await agent.ShowAsync("ibkr-agent", "MainPID"));
    }

    private static async Task<string> GatewayAsync(RunningAgent agent) =>
        $"{await agent.ShowAsync("ibkr-gateway", "MainPID")} {await agent.ShowAsync("ibkr-gateway", "InvocationID")}";
}
