namespace IbkrAgent.SystemTests;

/// <summary>Each alert about the ends of the run window: told, its advice followed, and over.</summary>
public sealed class WindowRunbookTests(InstalledTree tree)
{
    private const string AtWork = "--keep set orders 'BUY 1 BTC:CRYPTO LMT 9'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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

        await WindowAsync(agent, DateTime.UtcNow.AddDays(2));
        await book.FollowAsync("stop-left-out", "ibkr-agent stop");
        await agent.VerdictAsync("Stopped");

        // Stopped by hand while the window is open, so that the next one does not start it.
        await WindowAsync(agent, DateTime.UtcNow.AddHours(-1));
        await agent.VerdictAsync("Ready");
        await agent.RunAsync("systemctl stop ibkr-gateway");
        await agent.UntilAsync("ibkr-agent status | grep -F PARKED");
        await WindowAsync(agent, DateTime.UtcNow.AddMinutes(2));
        await book.FollowAsync("parked", "sudo systemctl start ibkr-gateway.service", patienceInSeconds: 240);
        await agent.VerdictAsync("Ready");
    }

    /// <summary>Three hours, from a full minute on.</summary>
    private static async Task WindowAsync(RunningAgent agent, DateTime from)
    {
        agent.Set(("run_window", $"{from:ddd HH:mm}-{from.AddHours(3):HH:mm}"), ("run_window_zone", "Etc/UTC"));
        await agent.RunAsync("ibkr-agent reload");
    }
}
