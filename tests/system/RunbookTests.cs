namespace IbkrAgent.SystemTests;

/// <summary>Each alert about a login or the API: told, its advice followed, and over.</summary>
public sealed class RunbookTests(InstalledTree tree)
{
    private const string Ack = "ibkr-agent ack";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait(Runbook.Alert, "not-configured")]
    [Trait(Runbook.Alert, "login-failed")]
    [Trait(Runbook.Alert, "locked-out")]
    public async Task What_keeps_a_login_from_passing_is_mended_and_acknowledged()
    {
        await using var host = await Container.BootAsync("runbook-login", tree.Container, Token);
        var book = await Runbook.SetUpAsync(
            host,
            [.. RunningAgent.Tireless, ("restart_pause", "5s"), ("max_restart_pause", "5s")]
        );
        var agent = book.Agent;
        await agent.PrepareStandInAsync($"set expected_password {TestSecrets.Password}", "set refusal unrecognized");
        agent.WriteCredentials("", "");
        await agent.StartAsync();

        await book.ToldAsync("not-configured");
        Assert.Contains("credentials.env", await agent.RunAsync("ibkr-agent status"), StringComparison.Ordinal);
        // The start follows by itself.
        agent.WriteCredentials(TestSecrets.UserName, TestSecrets.Password);
        await agent.VerdictLastsAsync("Ready", 2);

        // The password is changed elsewhere, and is tried again once it is known.
        await agent.SteerAsync("--keep set expected_password changed");
        await agent.RunAsync(RunningAgent.KillJava);
        await book.ToldAsync("login-failed");
        await agent.SteerAsync($"--keep set expected_password {TestSecrets.Password}");
        await agent.VerdictLastsAsync("Ready", 2);

        await agent.SteerAsync("--keep set expected_password changed");
        await agent.RunAsync(RunningAgent.KillJava);
        await book.ToldAsync("locked-out");
        await agent.SteerAsync($"--keep set expected_password {TestSecrets.Password}");
        await book.FollowAsync("locked-out", Ack);
        await agent.VerdictAsync("Ready");
    }

    [Fact]
    [Trait(Runbook.Alert, "session-conflict")]
    [Trait(Runbook.Alert, "wrong-account")]
    [Trait(Runbook.Alert, "api-rejected")]
    [Trait(Runbook.Alert, "port-closed")]
    public async Task What_a_restart_would_not_cure_is_cured_by_its_advice_without_one()
    {
        await using var host = await Container.BootAsync("runbook-api", tree.Container, Token);
        var book = await Runbook.SetUpAsync(host, RunningAgent.Tireless);
        var agent = book.Agent;
        await agent.StartAndBecomeReadyAsync();

        await agent.SteerAsync("scenario session-taken");
        await book.FollowAsync("session-conflict", Ack);
        await agent.VerdictAsync("Ready");
        var java = await agent.JavaAsync();

        await SetAsync(agent, "accounts", "DU7654321");
        await book.ToldAsync("wrong-account");
        await SetAsync(agent, "accounts", "DU1234567");
        await agent.VerdictAsync("Ready");

        await SetAsync(agent, "api_port", "4005");
        await book.ToldAsync("port-closed");
        await SetAsync(agent, "api_port", "4002");
        await agent.VerdictAsync("Ready");

        await agent.RunAsync("systemctl stop ibkr-agent");
        for (var id = 7971; id <= 7973; id++)
            await OtherClient.ConnectAsync(agent, $"other-{id}", id);
        await agent.RunAsync("systemctl start ibkr-agent");
        await book.ToldAsync("api-rejected");
        await SetAsync(agent, "client_id", "7981");
        await agent.VerdictAsync("Ready");

        Assert.Equal(java, await agent.JavaAsync());
    }

    private static async Task SetAsync(RunningAgent agent, string key, string value)
    {
        agent.Set((key, value));
        await agent.RunAsync("ibkr-agent reload");
    }
}
