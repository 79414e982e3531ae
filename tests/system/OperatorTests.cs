namespace IbkrAgent.SystemTests;

/// <summary>What an operator does by hand is respected, and what he asks for is done.</summary>
public sealed class OperatorTests(InstalledTree tree)
{
    /// <summary>Longer than the pause after which the agent would have started the Gateway.</summary>
    private const int LongEnough = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Gateway_that_was_stopped_by_hand_stays_down_until_it_is_started_by_hand()
    {
        await using var host = await Container.BootAsync("park", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();

        await agent.RunAsync("systemctl stop ibkr-gateway");
        var parked = await agent.EventAsync(AgentEvent.ParkedChanged);
        Assert.Equal("True", parked["IBKR_PARKED"]);
        await agent.VerdictLastsAsync("Stopped", LongEnough);

        await agent.RunAsync("systemctl restart ibkr-agent");
        await agent.VerdictLastsAsync("Stopped", LongEnough);
        Assert.Single(await agent.EventsAsync(AgentEvent.RestartingUnit));

        await agent.RunAsync("systemctl start ibkr-gateway");
        await agent.VerdictAsync("Ready");
        await agent.EventAsync(AgentEvent.ParkedChanged, count: 2);
        Assert.Equal("false", await agent.RunAsync("ibkr-agent status --json | jq '.gateways[0].parked'"));
        Assert.Single(await agent.EventsAsync(AgentEvent.RestartingUnit));
    }

    [Fact]
    public async Task A_restart_that_is_asked_for_is_done_and_not_taken_for_a_stop_by_hand()
    {
        await using var host = await Container.BootAsync("restart", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();

        await agent.RunAsync("ibkr-agent restart --reason 'a test'");
        await agent.ReadyAgainAsync(java);

        var restart = await agent.EventAsync(AgentEvent.RestartingUnit, "asked for by");
        Assert.EndsWith("a test", restart.Message, StringComparison.Ordinal);
        Assert.Empty(await agent.EventsAsync(AgentEvent.ParkedChanged));
    }

    [Fact]
    public async Task An_agent_that_observes_only_says_what_it_would_have_done()
    {
        await using var host = await Container.BootAsync("observe", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        agent.Set(("mode", "observe"));
        await agent.RunAsync("systemctl restart ibkr-agent");
        await agent.VerdictAsync("Ready");
        var java = await agent.JavaAsync();

        await agent.RunAsync($"kill -9 {java}");
        await agent.EventAsync(AgentEvent.WouldHave, "would have: restart the Gateway");
        await agent.VerdictLastsAsync("Down", LongEnough);
        Assert.Single(await agent.EventsAsync(AgentEvent.RestartingUnit));

        agent.Set(("mode", "act"));
        await agent.RunAsync("systemctl restart ibkr-agent");
        await agent.ReadyAgainAsync(java);
    }

    [Fact]
    public async Task Hands_off_means_hands_off_until_the_file_is_gone()
    {
        await using var host = await Container.BootAsync("handsoff", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();

        await agent.RunAsync($"touch /etc/ibkr/hands-off; kill -9 {java}");
        await agent.EventAsync(AgentEvent.HandsOffChanged);
        await agent.EventAsync(AgentEvent.WouldHave, "would have: restart the Gateway");
        await agent.VerdictLastsAsync("Down", LongEnough);
        Assert.Single(await agent.EventsAsync(AgentEvent.RestartingUnit));

        await agent.RunAsync("rm /etc/ibkr/hands-off");
        await agent.ReadyAgainAsync(java);
    }
}
