namespace IbkrAgent.SystemTests;

/// <summary>Each alert about the broker: told, its advice followed, and over.</summary>
public sealed class BrokerRunbookTests(InstalledTree tree)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait(Runbook.Alert, "upstream-lost")]
    [Trait(Runbook.Alert, "broker-away")]
    public async Task A_broker_that_stays_away_is_waited_for_and_then_left_to_the_operator()
    {
        await using var host = await Container.BootAsync("runbook-broker", tree.Container, Token);
        // Nothing says that the broker's host takes connections: the agent makes no restart of its own.
        var book = await Runbook.SetUpAsync(host, [.. RunningAgent.Tireless, ("broker_patience", "5min 10s")]);
        var agent = book.Agent;
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();
        await agent.SteerAsync("upstream lost");

        await book.ToldAsync("upstream-lost", patienceInSeconds: 400);
        await book.ToldAsync("broker-away");
        Assert.Equal(java, await agent.JavaAsync());
        await book.FollowAsync("broker-away", "ibkr-agent restart");

        await agent.ReadyAgainAsync(java);
    }
}
