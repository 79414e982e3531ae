namespace IbkrAgent.SystemTests;

public sealed class RebootTests(InstalledTree tree)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_reboot_everything_is_back()
    {
        await using var host = await Container.BootAsync("reboot", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var before = await agent.ShowAsync("ibkr-gateway", "InvocationID");

        await host.RebootAsync(Token);
        await agent.VerdictAsync("Ready");

        Assert.NotEqual(before, await agent.ShowAsync("ibkr-gateway", "InvocationID"));
        Assert.Equal(0, await agent.StatusOfAsync("ibkr-agent health-check"));
        // The stop jobs of the shutdown are no operator's.
        Assert.Empty(await agent.EventsAsync(AgentEvent.ParkedChanged));
        Assert.Equal(2, await agent.LoginAttemptsAsync());
    }
}
