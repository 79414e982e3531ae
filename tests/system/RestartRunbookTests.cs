namespace IbkrAgent.SystemTests;

/// <summary>Each alert about a restart or a reboot: told, its advice followed, and over.</summary>
public sealed class RestartRunbookTests(InstalledTree tree)
{
    private const string Restart = "ibkr-agent restart";
    private const string AtWork = "--keep set orders 'BUY 1 BTC:CRYPTO LMT 9'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
            await book.ChangeMemoryAsync(".putOffSince", putOff);
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
}
