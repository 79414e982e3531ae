using System.Text.Json;

namespace IbkrAgent.SystemTests;

/// <summary>Several gateways in one daemon, which have nothing in common but the host.</summary>
public sealed class SeveralGatewaysTests(InstalledTree tree)
{
    private const string Status = "curl -s --unix-socket /run/ibkr-agent/control.sock http://localhost/v1/status";

    private static readonly string[] All = ["main", "b", "c", "d", "e"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_are_brought_up_and_what_happens_to_one_is_its_own_affair()
    {
        await using var host = await Container.BootAsync("five", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        for (var i = 1; i < All.Length; i++)
            await agent.AddGatewayAsync(All[i], apiPort: 4002 + i);

        await agent.StartAsync();
        for (var count = 1; count <= All.Length; count++)
            await ReadyAsync(agent, count);
        await AssertOneAfterTheOtherAsync(agent);
        var first = await JavaAsync(agent);
        Assert.Equal(All.Length, first.Distinct().Count());
        await AssertFilesAsync(agent);
        await AssertNothingIsSharedAsync(agent);
        await AssertToldAsync(agent);
        foreach (var name in All)
            await agent.UntilAsync(
                $"systemctl is-active --quiet ibkr-api-ready{(name == "main" ? "" : "@" + name)}.target"
            );
        var spent = await SpentAsync(agent);

        await agent.RunAsync($"kill -9 {first[2]}");
        await OtherJavaAsync(agent, "c", first[2]);
        var second = await JavaAsync(agent);
        Assert.Equal([true, true, false, true, true], first.Zip(second, (before, after) => before == after));
        Assert.Equal(
            [true, true, false, true, true],
            spent.Zip(await SpentAsync(agent), (before, after) => before == after)
        );
        Assert.Equal<IEnumerable<int>>([1, 1, 2, 1, 1], await LoginsAsync(agent));

        await agent.RunAsync("ibkr-agent restart --gateway d");
        await OtherJavaAsync(agent, "d", second[3]);
        await agent.RunAsync("systemctl stop ibkr-gateway@e");
        await agent.UntilAsync($"{Status} | jq -e '.gateways[4].parked'");
        Assert.Equal(1, await agent.StatusOfAsync("ibkr-agent health-check --gateway e"));
        var third = await JavaAsync(agent, "main", "b", "c");
        Assert.Equal(second[..3], third);
        await ReadyAsync(agent, All.Length - 1);
    }

    [Fact]
    public async Task A_port_that_is_anothers_is_refused_before_a_login_and_taken_up_when_it_is_corrected()
    {
        await using var host = await Container.BootAsync("ports", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.AddGatewayAsync("b", apiPort: 4003);
        await agent.RunAsync("sed -i 's/^CommandServerPort=.*/CommandServerPort=7462/' /etc/ibkr/b/config.ini");

        await agent.StartAsync();
        await ReadyAsync(agent, 1);
        await agent.UntilAsync($"{Status} | jq -e '.gateways[1].verdict == \"NotConfigured\"'");

        var status = await agent.RunAsync("ibkr-agent status --gateway b | tr -s ' \\n' ' '");
        Assert.Contains(
            "CommandServerPort in /etc/ibkr/b/config.ini is 7462, which is a port of /etc/ibkr/config.ini too",
            status,
            StringComparison.Ordinal
        );
        Assert.Equal(9, await agent.StatusOfAsync("ibkr-agent health-check --gateway b"));
        Assert.Equal(0, await LoginsAsync(agent, "b"));

        await agent.RunAsync("sed -i 's/^CommandServerPort=.*/CommandServerPort=7463/' /etc/ibkr/b/config.ini");
        await ReadyAsync(agent, 2);
        Assert.Equal((1, 1), (await LoginsAsync(agent, "main"), await LoginsAsync(agent, "b")));
    }

    [Fact]
    public async Task A_gateway_without_a_section_is_not_started()
    {
        await using var host = await Container.BootAsync("nosection", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);

        await agent.RunAsync("systemctl start ibkr-gateway@b");

        Assert.Equal("inactive", await agent.ShowAsync("ibkr-gateway@b", "ActiveState"));
        Assert.Contains(
            await agent.EntriesAsync("_SYSTEMD_UNIT=ibkr-gateway@b.service"),
            entry =>
                entry.Message.Contains("add a section [gateway:b] to /etc/ibkr/agent.ini", StringComparison.Ordinal)
        );
    }

    private static Task ReadyAsync(RunningAgent agent, int count) =>
        agent.UntilAsync($"{Status} | jq -e '[.gateways[] | select(.verdict == \"Ready\")] | length == {count}'");

    private static async Task OtherJavaAsync(RunningAgent agent, string name, string old)
    {
        var index = Array.IndexOf(All, name);
        await agent.UntilAsync(
            $"{Status} | jq -e '.gateways[{index}] | .verdict == \"Ready\" and .process.javaPid != null and .process.javaPid != {old}'"
        );
    }

    /// <summary>The process ids of the Gateways, by what the stand-ins say themselves.</summary>
    private static async Task<string[]> JavaAsync(RunningAgent agent, params string[] names)
    {
        List<string> java = [];
        foreach (var name in names.Length > 0 ? names : All)
            java.Add(await agent.RunAsync($"gateway-sim ctl --gateway {name} status | sed -n 's/^pid=//p'"));
        return [.. java];
    }

    private static async Task AssertFilesAsync(RunningAgent agent) =>
        Assert.Equal(
            "root:root 755\nroot:ibkr-gateway 640\nroot:root 600",
            await agent.RunAsync("stat -c '%U:%G %a' /etc/ibkr/b /etc/ibkr/b/config.ini /etc/ibkr/b/credentials.env")
        );

    private static async Task AssertNothingIsSharedAsync(RunningAgent agent)
    {
        var displays =
            "for java in $(pgrep -x java); do tr '\\0' '\\n' </proc/$java/environ | grep ^DISPLAY=; done | sort";
        Assert.Equal(
            "DISPLAY=:100\nDISPLAY=:101\nDISPLAY=:102\nDISPLAY=:103\nDISPLAY=:99",
            await agent.RunAsync(displays)
        );
        Assert.Equal("root 755", await agent.RunAsync("stat -c '%U %a' /run/ibkr-display"));
        Assert.Equal(
            "b\nc\nd\ne\nmain",
            await agent.RunAsync(
                "cd /var/lib/ibkr-agent && dirname */state.json && cd ../ibkr-gateway && test -d b -a -d e"
            )
        );
        Assert.Equal<IEnumerable<int>>([1, 1, 1, 1, 1], await LoginsAsync(agent));
    }

    /// <summary>Two requests on one phone could not be told apart.</summary>
    private static async Task AssertOneAfterTheOtherAsync(RunningAgent agent)
    {
        var starts = await agent.EventsAsync(AgentEvent.RestartingUnit);
        Assert.Equal(
            All.Order(StringComparer.Ordinal),
            starts.Select(start => start["IBKR_GATEWAY"]).Order(StringComparer.Ordinal)
        );
        foreach (var (earlier, later) in starts.Zip(starts.Skip(1)))
        {
            var lines = await agent.EntriesAsync($"_SYSTEMD_UNIT={UnitOf(earlier["IBKR_GATEWAY"])}");
            var login = Assert.Single(
                lines,
                line => line.Message.Contains("Login has completed", StringComparison.Ordinal)
            );
            Assert.InRange((later.At - login.At).TotalSeconds, 4.9, 60);
        }
    }

    private static async Task<int[]> SpentAsync(RunningAgent agent)
    {
        var counts = await agent.RunAsync($"{Status} | jq -c '[.gateways[].budget.coldLoginsLastHour]'");
        return JsonSerializer.Deserialize<int[]>(counts)!;
    }

    private static async Task AssertToldAsync(RunningAgent agent)
    {
        Assert.Equal(
            "main: Ready | b: Ready | c: Ready | d: Ready | e: Ready",
            await agent.ShowAsync("ibkr-agent", "StatusText")
        );
        Assert.Equal(string.Join('\n', All), await agent.RunAsync("ibkr-agent status | sed -n 's/: Ready since.*//p'"));
        Assert.StartsWith(
            "c: Ready: ",
            await agent.RunAsync("ibkr-agent health-check --gateway c"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "c: Ready: ",
            await agent.RunAsync("ibkr-agent health-check --gateway c --direct"),
            StringComparison.Ordinal
        );
        Assert.StartsWith("main: Ready: ", await agent.RunAsync("ibkr-agent health-check"), StringComparison.Ordinal);
        Assert.Equal(64, await agent.StatusOfAsync("ibkr-agent health-check --gateway nobody"));
    }

    private static async Task<int[]> LoginsAsync(RunningAgent agent)
    {
        List<int> logins = [];
        foreach (var name in All)
            logins.Add(await LoginsAsync(agent, name));
        return [.. logins];
    }

    private static async Task<int> LoginsAsync(RunningAgent agent, string name) =>
        (await agent.EntriesAsync($"_SYSTEMD_UNIT={UnitOf(name)}")).Count(entry =>
            entry.Message.Contains("IBC: Login attempt:", StringComparison.Ordinal)
        );

    private static string UnitOf(string gateway) =>
        gateway == "main" ? "ibkr-gateway.service" : $"ibkr-gateway@{gateway}.service";
}
