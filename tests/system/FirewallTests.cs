namespace IbkrAgent.SystemTests;

/// <summary>The shipped rules for nftables, beside a Gateway that listens on all addresses.</summary>
public sealed class FirewallTests(InstalledTree tree)
{
    private const string Rules = "/usr/share/doc/ibkr-agent/examples/ibkr-gateway.nft";

    /// <summary>From another host; its address is that of broker.service.</summary>
    private const string FromOutside =
        "ip netns exec broker timeout 5 bash -c 'exec 3<>/dev/tcp/203.0.113.2/4002' 2>/dev/null";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shipped_rules_leave_the_API_to_this_host()
    {
        await using var host = await Container.BootAsync("firewall", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        Assert.Equal(0, await agent.StatusOfAsync(FromOutside));

        await agent.RunAsync($"nft -f {Rules} && nft -f {Rules}");

        Assert.NotEqual(0, await agent.StatusOfAsync(FromOutside));
        Assert.Equal("1", await agent.RunAsync("nft list ruleset | grep -c 'dport { 4001, 4002, 7462 } drop'"));
        Assert.Equal(0, await agent.StatusOfAsync("ibkr-agent health-check --direct"));
        await agent.SeenLastRunAsync();
        await agent.VerdictAsync("Ready");
    }
}
