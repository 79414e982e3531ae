namespace IbkrAgent.SystemTests;

/// <summary>A Gateway that hangs is restarted after proof; a port where something else answers is not.</summary>
public sealed class SilenceTests(InstalledTree tree)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Gateway_that_hangs_is_proved_silent_and_restarted()
    {
        await using var host = await Container.BootAsync("silence", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();

        await agent.RunAsync($"kill -STOP {java}");
        await agent.VerdictAsync("ApiSilent");
        var proof = await agent.EventAsync(AgentEvent.SilenceProved);
        await agent.ReadyAgainAsync(java);

        Assert.Equal("Proved", proof["IBKR_OUTCOME"]);
        var restart = await agent.EventAsync(AgentEvent.RestartingUnit, "the API is silent");
        Assert.True(restart.At > proof.At);
    }

    /// <remarks>5 s are longer than slow_heartbeat and shorter than heartbeat_timeout, as both are shipped.</remarks>
    [Fact]
    public async Task A_Gateway_that_tells_the_time_late_is_degraded_and_left_alone()
    {
        await using var host = await Container.BootAsync("late-time", tree.Container, Token);
        var agent = RunningAgent.SetUp(
            host,
            [.. RunningAgent.Tireless, ("heartbeat_interval", "12s"), ("heartbeat_timeout", "10s")]
        );
        await agent.PrepareStandInAsync("scenario time-slow");
        await agent.StartAsync();

        await agent.VerdictAsync("Degraded");
        Assert.Equal(0, await agent.StatusOfAsync("ibkr-agent health-check"));
        Assert.Equal(6, await agent.StatusOfAsync("ibkr-agent health-check --strict"));
        await agent.VerdictLastsAsync("Degraded", seconds: 20);

        Assert.Single(await agent.EventsAsync(AgentEvent.RestartingUnit));
        Assert.Empty(await agent.EventsAsync(AgentEvent.SilenceProved));
    }

    [Fact]
    public async Task A_peer_that_is_no_Gateway_is_named_and_neither_ends_the_agent_nor_the_Gateway()
    {
        await using var host = await Container.BootAsync("stranger", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var before = await IdentityAsync(agent);

        const string Reason = "ibkr-agent status --json | jq -r '.gateways[0].reason'";
        await agent.SteerAsync("api close");
        await agent.VerdictAsync("ApiRejected");
        var closed = await agent.RunAsync(Reason);
        Assert.NotEqual("", closed);
        await agent.SteerAsync("api garbage");
        await agent.UntilAsync($"[ \"$({Reason})\" != '{closed.Replace("'", "'\\''", StringComparison.Ordinal)}' ]");
        await agent.VerdictAsync("ApiRejected");
        Assert.Equal(5, await agent.StatusOfAsync("ibkr-agent health-check"));
        await agent.SteerAsync("api answer");
        await agent.VerdictAsync("Ready");

        Assert.Equal(before, await IdentityAsync(agent));
        Assert.Single(await agent.EventsAsync(AgentEvent.RestartingUnit));
    }

    /// <summary>Changes when the agent or the Gateway begins anew.</summary>
    private static async Task<string> IdentityAsync(RunningAgent agent) =>
        $"{await agent.ShowAsync("ibkr-agent", "MainPID")} {await agent.ShowAsync("ibkr-gateway", "InvocationID")} {await agent.JavaAsync()}";
}
