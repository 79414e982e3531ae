namespace IbkrAgent.SystemTests;

/// <summary>
/// With the shipped budgets a wrong password costs at most two logins, and then only a human goes on.
/// </summary>
/// <remarks>
/// The controller starts java again at once, and the agent races it: the journal tells a line up to 250 ms late, and
/// the stop begins with a program's start. A real java needs seconds to its login window; so does the stand-in's here.
/// </remarks>
public sealed class WrongPasswordTests(InstalledTree tree)
{
    /// <summary>cold_logins_per_hour as shipped.</summary>
    private const int Budget = 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_locked_out_within_the_budget_over_a_reboot_until_a_human_acknowledges()
    {
        await using var host = await Container.BootAsync("password", tree.Container, Token);
        var agent = await WithWrongPasswordAsync(host, "wrong-password");

        await agent.StartAsync();
        await AssertLockedOutAsync(agent);
        await host.RebootAsync(Token);
        await AssertLockedOutAsync(agent);

        // The gate refuses an operator as well, and says why and what to do.
        await agent.StatusOfAsync("systemctl start ibkr-gateway");
        Assert.Equal("inactive", await agent.ShowAsync("ibkr-gateway", "ActiveState"));
        var refusal = Assert.Single(await agent.GatewayLinesAsync("may-start: refused: latched since"));
        Assert.EndsWith("ibkr-agent ack", refusal.Message, StringComparison.Ordinal);
        var attempts = await agent.LoginAttemptsAsync();
        Assert.InRange(attempts, 1, Budget);

        await agent.SteerAsync($"--keep set expected_password {TestSecrets.Password}");
        await agent.RunAsync("ibkr-agent ack");
        await agent.VerdictAsync("Ready");
        Assert.Equal(attempts + 1, await agent.LoginAttemptsAsync());
    }

    [Fact]
    public async Task A_dialog_that_nobody_answers_is_a_failed_login_too()
    {
        await using var host = await Container.BootAsync("dialog", tree.Container, Token);
        var agent = await WithWrongPasswordAsync(host, "unrecognized");

        await agent.StartAsync();

        await AssertLockedOutAsync(agent);
        Assert.Equal(Budget, await agent.LoginAttemptsAsync());
    }

    private static async Task<RunningAgent> WithWrongPasswordAsync(Container host, string refusal)
    {
        var agent = RunningAgent.SetUp(host, RunningAgent.ShortTimes);
        await agent.PrepareStandInAsync(
            "set expected_password another-password",
            $"set refusal {refusal}",
            "set window_delay_ms 4000"
        );
        return agent;
    }

    private static async Task AssertLockedOutAsync(RunningAgent agent)
    {
        await agent.VerdictAsync("LockedOut");
        await agent.UntilAsync("[ \"$(systemctl show -P ActiveState ibkr-gateway)\" = inactive ]");
        Assert.Equal(3, await agent.StatusOfAsync("ibkr-agent health-check"));
        Assert.InRange(await agent.LoginAttemptsAsync(), 1, Budget);
    }
}
