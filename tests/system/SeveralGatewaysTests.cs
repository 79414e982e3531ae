using System.Globalization;

namespace IbkrAgent.SystemTests;

/// <summary>Five gateways in one daemon, which have nothing in common but the host.</summary>
public sealed class SeveralGatewaysTests(InstalledTree tree)
{
    private const string Status = "curl -s --unix-socket /run/ibkr-agent/control.sock http://localhost/v1/status";

    private static readonly string[] Others = ["b", "c", "d", "e"];
    private static readonly string[] All = ["main", .. Others];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_brought_up_and_a_crash_of_one_is_its_own_affair()
    {
        await using var host = await Container.BootAsync("five", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await AddOthersAsync(agent);

        await agent.StartAsync();
        await ReadyAsync(agent, All);

        var before = await JavaAsync(agent);
        Assert.Equal(5, before.Values.Distinct().Count());
        Assert.Equal([99, 100, 101, 102, 103], await DisplaysAsync(agent));
        await AssertOneLoginEachAsync(agent);
        await AssertListsAllAsync(agent);

        await agent.RunAsync($"kill -9 {before["c"]}");
        await agent.UntilAsync($"java=$(pgrep -x java -f instance-c) || [ $({JavaOf("c")}) -gt 0 ] && [ $({JavaOf("c")}) != {before["c"]} ]");
        await ReadyAsync(agent, All);

        var after = await JavaAsync(agent);
        Assert.NotEqual(before["c"], after["c"]);
        Assert.All(All.Where(name => name != "c"), name => Assert.Equal(before[name], after[name]));
        Assert.Equal("1", await RestartsLastHourAsync(agent, "c", less: 1));
        Assert.Equal("1", await RestartsLastHourAsync(agent, "b", less: 0));
    }
}
