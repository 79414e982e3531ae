namespace IbkrAgent.SystemTests;

/// <summary>Each alert about a Gateway that dies or falls silent: told, its advice followed, and over.</summary>
public sealed class BudgetRunbookTests(InstalledTree tree)
{
    private const string Restart = "ibkr-agent restart";

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
}
