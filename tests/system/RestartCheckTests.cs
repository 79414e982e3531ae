namespace IbkrAgent.SystemTests;

/// <summary>Whether a restart is safe, as a person, a script and systemd are told.</summary>
public sealed class RestartCheckTests(InstalledTree tree)
{
    private const string Check = "ibkr-agent pre-restart-check";

    /// <summary>A restart's service as it will be: skipped in silence, or loud when the question fails.</summary>
    private const string Gated =
        "rm -f /run/went; systemd-run --quiet --wait --property='ExecCondition=ibkr-agent pre-restart-check --gate' "
        + "touch /run/went; echo $?; test -e /run/went && echo went || echo kept";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_go_defer_block_or_unknown_and_systemd_goes_by_it()
    {
        await using var host = await Container.BootAsync("restart-check", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("account_interval", "10s")]);
        await agent.StartAndBecomeReadyAsync();
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].account.orders == []'");

        Assert.Equal((0, 0), await StatusesAsync(agent));
        Assert.EndsWith("went", await agent.RunAsync(Gated), StringComparison.Ordinal);

        await agent.SteerAsync("set orders 'BUY 1 BTC:CRYPTO LMT 9'");
        await agent.UntilAsync($"{Check} | grep -F '1 of 1 open orders are at work (restart_orders_at_work)'");
        Assert.Equal((10, 10), await StatusesAsync(agent));
        Assert.EndsWith("kept", await agent.RunAsync(Gated), StringComparison.Ordinal);

        await agent.SteerAsync("set orders 'BUY 1 BTC:CRYPTO LMT GTC 9'");
        await agent.UntilAsync($"{Check} | grep -F 'rest at the broker'");
        Assert.Equal((0, 0), await StatusesAsync(agent));

        await agent.RunAsync("ibkr-agent hold --reason lunch");
        Assert.Equal((20, 20), await StatusesAsync(agent));
        await agent.RunAsync("systemctl stop ibkr-agent");
        Assert.Equal((20, 20), await StatusesAsync(agent));
        await agent.RunAsync("systemctl start ibkr-agent && ibkr-agent resume");
        await agent.VerdictAsync("Ready");

        await agent.RunAsync("systemctl stop ibkr-agent");
        Assert.Equal("direct Go", await agent.RunAsync($"{Check} --json | jq -r '\"\\(.source) \\(.outcome)\"'"));
        await agent.RunAsync("sed -i 's/^mode = .*/mode = perhaps/' /etc/ibkr/agent.ini");
        Assert.Equal((78, 255), await StatusesAsync(agent));
        Assert.Equal("1\nkept", await agent.RunAsync(Gated)); // failed, and not skipped
        await agent.RunAsync("sed -i 's/^mode = .*/mode = act/' /etc/ibkr/agent.ini && systemctl start ibkr-agent");
        await agent.VerdictAsync("Ready");

        await agent.RunAsync("touch /etc/ibkr/hands-off");
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].handsOff'");
        Assert.Equal((20, 20), await StatusesAsync(agent));
        await agent.SteerAsync("api silent");
        await agent.VerdictAsync("ApiSilent");
        Assert.Equal((20, 20), await StatusesAsync(agent));
    }

    [Fact]
    public async Task Of_a_Gateway_that_does_not_answer_nothing_is_known_and_a_restart_is_its_cure()
    {
        await using var host = await Container.BootAsync("restart-cure", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("proof_duration", "10min")]);
        await agent.StartAndBecomeReadyAsync();

        await agent.SteerAsync("api silent");
        await agent.VerdictAsync("ApiSilent");

        Assert.Equal((30, 0), await StatusesAsync(agent));
    }

    private static async Task<(int Plain, int Gate)> StatusesAsync(RunningAgent agent) =>
        (await agent.StatusOfAsync(Check), await agent.StatusOfAsync($"{Check} --gate"));
}
