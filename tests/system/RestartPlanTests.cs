namespace IbkrAgent.SystemTests;

/// <summary>What becomes of the restart of the day when it is not safe, and the proof when it is made.</summary>
public sealed class RestartPlanTests(InstalledTree tree)
{
    /// <summary>Bitcoin trades at any hour.</summary>
    private const string AtWork = "set orders 'BUY 1 BTC:CRYPTO LMT 9'";

    private const string Resting = "set orders 'BUY 1 BTC:CRYPTO LMT GTC 9'";

    private static readonly (string Key, string Value)[] Impatient =
    [
        .. RunningAgent.Tireless,
        ("account_interval", "10s"),
        ("restart_look_again", "2s"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_not_safe_is_put_off_told_once_and_made_as_soon_as_it_is()
    {
        await using var host = await Container.BootAsync("put-off", tree.Container, Token);
        var agent = await ReadyAsync(host, Impatient);
        var before = await RunOfGatewayAsync(agent);
        await HasOrdersAsync(agent, AtWork, count: 1);

        await agent.RestartByTimerAsync();

        Assert.Equal(before, await RunOfGatewayAsync(agent));
        await agent.UntilAsync("ibkr-agent status | grep -F 'put off until'");
        await ToldAsync(agent, "restart-deferred");
        // It is the agent's now, also of the next one.
        await agent.RunAsync("systemctl kill --signal=KILL ibkr-agent");
        await agent.VerdictAsync("Ready");
        await agent.UntilAsync("ibkr-agent status | grep -F 'put off until'");
        await agent.RestartByTimerAsync();
        await agent.SteerAsync("set orders 0");
        await agent.UntilAsync($"[ \"$(systemctl show -P InvocationID ibkr-gateway)\" != {before} ]");

        await agent.UntilAsync(Outcome("Proved"));
        await ToldAsync(agent, "restart-deferred", "restart-done");
        var restart = Assert.Single(await RestartsAsync(agent));
        Assert.Contains("put off until now", restart.Message, StringComparison.Ordinal);
        Assert.Equal(2, agent.StandInLogins());
        Assert.Empty(await agent.EventsAsync(AgentEvent.StoppingUnit));
    }

    [Fact]
    public async Task What_is_not_safe_until_its_deadline_is_left_out_and_told()
    {
        await using var host = await Container.BootAsync("left-out", tree.Container, Token);
        var agent = await ReadyAsync(host, [.. Impatient, ("restart_deferral", "4s")]);
        var before = await RunOfGatewayAsync(agent);
        await HasOrdersAsync(agent, AtWork, count: 1);

        await agent.RestartByTimerAsync();

        await ToldAsync(agent, "restart-deferred", "restart-skipped");
        await agent.VerdictLastsAsync("Ready", 3);
        Assert.Equal(before, await RunOfGatewayAsync(agent));
        Assert.Empty(await RestartsAsync(agent));
        await agent.UntilAsync("! ibkr-agent status | grep -F 'put off until'");
    }

    [Fact]
    public async Task At_the_deadline_it_is_made_all_the_same_when_the_operator_wants_it_so()
    {
        await using var host = await Container.BootAsync("deadline", tree.Container, Token);
        var agent = await ReadyAsync(
            host,
            [.. Impatient, ("restart_deferral", "4s"), ("restart_at_deadline", "restart")]
        );
        await HasOrdersAsync(agent, $"--keep {AtWork}", count: 1);

        await agent.RestartByTimerAsync();

        await agent.UntilAsync(Outcome("Proved"));
        await ToldAsync(agent, "restart-deferred", "restart-done");
        Assert.Equal(2, agent.StandInLogins());
    }

    [Fact]
    public async Task The_service_waits_for_the_proof_and_says_it()
    {
        await using var host = await Container.BootAsync("proof", tree.Container, Token);
        var agent = await ReadyAsync(host, Impatient);
        await HasOrdersAsync(agent, $"--keep {Resting}", count: 1);
        var java = await agent.JavaAsync();

        await agent.RestartByTimerAsync();

        Assert.Equal("success", await agent.ShowAsync("ibkr-gateway-restart.service", "Result"));
        var said = await agent.RunAsync("journalctl --output=cat _SYSTEMD_UNIT=ibkr-gateway-restart.service");
        Assert.Matches(
            $"main: ready after [0-9]+ s, new Java process {await agent.JavaAsync()} \\(was {java}\\), "
                + "full login, no second factor, accounts as before \\(. positions, 1 open orders\\)",
            said
        );
        await ToldAsync(agent, "restart-done");
        Assert.Contains(
            "ready after",
            (await agent.EventAsync(AgentEvent.RestartFollowed)).Message,
            StringComparison.Ordinal
        );
        await agent.UntilAsync("ibkr-agent status | grep -F 'the last one, decided at'");
    }

    [Fact]
    [Trait(Runbook.Alert, "restart-different")]
    public async Task What_is_not_as_before_is_told_and_no_failure_of_the_service()
    {
        await using var host = await Container.BootAsync("different", tree.Container, Token);
        var agent = await ReadyAsync(host, Impatient);
        await HasOrdersAsync(agent, Resting, count: 1); // that the next process knows nothing of

        await agent.RestartByTimerAsync();

        Assert.Equal("success", await agent.ShowAsync("ibkr-gateway-restart.service", "Result"));
        await agent.UntilAsync(Outcome("Different"));
        await ToldAsync(agent, "restart-different");
        await agent.UntilAsync("ibkr-agent status | tr -s ' \\n' ' ' | grep -F 'DIFFERENT: ready after'");
    }

    /// <summary>Positions that have no end are not known.</summary>
    [Fact]
    [Trait(Runbook.Alert, "restart-unproved")]
    public async Task What_cannot_be_compared_is_told_as_not_proved()
    {
        await using var host = await Container.BootAsync("unproved", tree.Container, Token);
        var agent = await ReadyAsync(host, Impatient);
        await agent.SteerAsync("--keep set withheld_end positions");

        await agent.RestartByTimerAsync(wait: false);

        await agent.UntilAsync(Outcome("Unproved"), patienceInSeconds: 240);
        await Eventually.HoldsAsync(
            host,
            () => Task.FromResult(AlertReceiver.Codes(host).Contains("restart-unproved")),
            TimeSpan.FromSeconds(60),
            "told: restart-unproved",
            Token
        );
        Assert.DoesNotContain("restart-done", AlertReceiver.Codes(host));
        await agent.UntilAsync("ibkr-agent status | tr -s ' \n' ' ' | grep -F 'could not be read'");
    }

    [Fact]
    [Trait(Runbook.Alert, "restart-late")]
    public async Task One_that_is_late_fails_its_service_and_is_followed_to_its_end()
    {
        await using var host = await Container.BootAsync("late", tree.Container, Token);
        var agent = await ReadyAsync(host, [.. Impatient, ("restart_late_after", "3s")]);
        await agent.SteerAsync("--keep login-mode second-factor");

        await agent.RestartByTimerAsync();

        Assert.Equal("failed", await agent.ShowAsync("ibkr-gateway-restart.service", "ActiveState"));
        await ToldAsync(agent, "approval-needed", "restart-late");
        await agent.SteerAsync("second-factor approve");
        await ToldAsync(agent, "approval-needed", "restart-late", "recovered", "restart-done");
        await agent.UntilAsync(
            "ibkr-agent status --json | jq -e '.gateways[0].restart.text | test(\"full login with the second factor\")'"
        );
        Assert.Equal(2, agent.StandInLogins());
    }

    [Fact]
    public async Task A_reboot_in_the_middle_loses_neither_the_restart_nor_its_proof()
    {
        await using var host = await Container.BootAsync("reboot-in-between", tree.Container, Token);
        var agent = await ReadyAsync(host, Impatient);
        await agent.SteerAsync("--keep login-mode second-factor");
        await agent.RestartByTimerAsync(wait: false);
        await agent.VerdictAsync("AwaitingTwoFactor");

        await agent.RebootAsync();

        await agent.VerdictAsync("AwaitingTwoFactor");
        await agent.SteerAsync("second-factor approve");
        await agent.VerdictAsync("Ready");
        await agent.UntilAsync(
            "jq -e '[.memory.past[], .memory.proof.report] | any(.cause == \"Schedule\")' "
                + "/var/lib/ibkr-agent/main/restarts.json"
        );
        Assert.Single(await RestartsAsync(agent), one => one.Message.EndsWith("scheduled", StringComparison.Ordinal));
    }

    private static async Task<RunningAgent> ReadyAsync(Container host, (string Key, string Value)[] settings)
    {
        var agent = RunningAgent.SetUp(host, settings);
        await AlertReceiver.AddAsync(host);
        await agent.StartAndBecomeReadyAsync();
        await HasOrdersAsync(agent, "set orders 0", count: 0);
        return agent;
    }

    private static async Task HasOrdersAsync(RunningAgent agent, string steering, int count)
    {
        await agent.SteerAsync(steering);
        await agent.UntilAsync($"ibkr-agent status --json | jq -e '.gateways[0].account.orders | length == {count}'");
    }

    private static string Outcome(string outcome) =>
        $"ibkr-agent status --json | jq -e '.gateways[0].restart.outcome == \"{outcome}\"'";

    /// <summary>The first one starts the Gateway.</summary>
    private static async Task<IReadOnlyList<JournalEntry>> RestartsAsync(RunningAgent agent) =>
        [.. (await agent.EventsAsync(AgentEvent.RestartingUnit)).Skip(1)];

    private static Task<string> RunOfGatewayAsync(RunningAgent agent) =>
        agent.ShowAsync("ibkr-gateway", "InvocationID");

    /// <summary>All of them and no other; two that are due at the same moment come in any order.</summary>
    private static Task<TimeSpan> ToldAsync(RunningAgent agent, params string[] codes) =>
        Eventually.HoldsAsync(
            agent.Host,
            () => Task.FromResult(AlertReceiver.Codes(agent.Host).Order().SequenceEqual(codes.Order())),
            TimeSpan.FromSeconds(60),
            $"told: {string.Join(", ", codes)}",
            Token
        );
}
