namespace IbkrAgent.SystemTests;

/// <summary>Each alert about the login of the week: told, its advice followed, and over.</summary>
public sealed class WeeklyRunbookTests(InstalledTree tree)
{
    private const string Restart = "ibkr-agent restart";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
            $"jq -e '.memory.plan.weekly | .stage == \"Due\" and .remindAt != null' {Runbook.Memory}",
            patienceInSeconds: 240
        );
        await book.ChangeMemoryAsync(".weekly.remindAt", "1 minute ago");

        await book.ToldAsync("phone-needed");
        Assert.Equal(java, await agent.JavaAsync());
        await agent.RunAsync("ibkr-agent resume");
        await book.FollowAsync("phone-needed", Restart);
        await book.FollowAsync("approval-needed", "in IBKR Mobile", command: "gateway-sim ctl second-factor approve");
        await agent.ReadyAgainAsync(java);
    }
}
