namespace IbkrAgent.SystemTests;

public sealed class SecondFactorTests(InstalledTree tree)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_login_waits_for_the_phone_and_goes_on_when_it_is_answered()
    {
        await using var host = await Container.BootAsync("phone", tree.Container, Token);
        var agent = await WithSecondFactorAsync(host);

        await agent.StartAsync();
        await agent.VerdictAsync("AwaitingTwoFactor");
        Assert.Equal(7, await agent.StatusOfAsync("ibkr-agent health-check"));
        await agent.SteerAsync("second-factor approve");

        await agent.VerdictAsync("Ready");
        Assert.Equal(1, await agent.LoginAttemptsAsync());
    }

    [Fact]
    public async Task After_two_requests_that_nobody_answers_there_is_no_third()
    {
        await using var host = await Container.BootAsync("nophone", tree.Container, Token);
        var agent = await WithSecondFactorAsync(host, ("second_factor_timeout", "10s"));

        await agent.StartAsync();
        await agent.VerdictAsync("LockedOut");

        await agent.UntilAsync("[ \"$(systemctl show -P ActiveState ibkr-gateway)\" = inactive ]");
        Assert.Equal(2, (await agent.GatewayLinesAsync("Second Factor Authentication initiated")).Count);
    }

    /// <remarks>Java needs a second to its login window, as a real one needs several.</remarks>
    [Fact]
    public async Task A_controller_that_asks_again_by_itself_does_not_ask_a_third_time()
    {
        await using var host = await Container.BootAsync("phone-loop", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.PrepareStandInAsync("scenario second-factor-hung-loop", "set window_delay_ms 4000");

        await agent.StartAsync();
        await agent.VerdictAsync("LockedOut");

        await agent.UntilAsync("[ \"$(systemctl show -P ActiveState ibkr-gateway)\" = inactive ]");
        Assert.Equal(3, await agent.StatusOfAsync("ibkr-agent health-check"));
        Assert.Equal(2, (await agent.GatewayLinesAsync("Second Factor Authentication initiated")).Count);
    }

    private static async Task<RunningAgent> WithSecondFactorAsync(
        Container host,
        params (string Key, string Value)[] settings
    )
    {
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, .. settings]);
        await agent.PrepareStandInAsync("login-mode second-factor");
        return agent;
    }
}
