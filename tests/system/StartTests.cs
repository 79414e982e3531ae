namespace IbkrAgent.SystemTests;

/// <summary>From "enable --now" to a Gateway that is ready, and the starts that must not succeed.</summary>
public sealed class StartTests(InstalledTree tree)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enabled_and_started_it_starts_the_Gateway_and_says_everywhere_that_it_is_ready()
    {
        await using var host = await Container.BootAsync("start", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);

        await agent.StartAsync();
        Assert.Equal("active", await agent.ShowAsync("ibkr-agent", "ActiveState"));
        await agent.VerdictAsync("Ready");

        await agent.EventAsync(AgentEvent.Ready);
        var restart = await agent.EventAsync(AgentEvent.RestartingUnit);
        var ready = await agent.EventAsync(AgentEvent.VerdictChanged, "main: Ready");
        Assert.Equal("main", restart["IBKR_GATEWAY"]);
        Assert.Equal("main", ready["IBKR_GATEWAY"]);
        Assert.Equal("Ready", ready["IBKR_VERDICT"]);
        Assert.Equal("ibkr-agent.service", ready["_SYSTEMD_UNIT"]);

        var login = Assert.Single(await agent.GatewayLinesAsync("Login has completed"));
        Assert.InRange((ready.At - login.At).TotalSeconds, -1, 5);
        Assert.StartsWith(
            "main: Ready since ",
            await agent.ShowAsync("ibkr-agent", "StatusText"),
            StringComparison.Ordinal
        );
        Assert.Equal(1, await agent.LoginAttemptsAsync());
    }

    [Fact]
    public async Task It_is_not_ready_without_the_bus()
    {
        await using var host = await Container.BootAsync("nobus", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        const string Deaf = """
            mkdir -p /run/systemd/system/ibkr-agent.service.d
            printf '[Service]\nInaccessiblePaths=/run/dbus\nTimeoutStartSec=4\nRestart=no\n' \
                >/run/systemd/system/ibkr-agent.service.d/deaf.conf
            systemctl daemon-reload
            """;
        await agent.RunAsync(Deaf);

        Assert.NotEqual(0, await agent.StatusOfAsync("systemctl start ibkr-agent"));

        Assert.Equal("timeout", await agent.ShowAsync("ibkr-agent", "Result"));
        Assert.Empty(await agent.EventsAsync(AgentEvent.Ready));
        Assert.Equal("inactive", await agent.ShowAsync("ibkr-gateway", "ActiveState"));
    }

    [Fact]
    public async Task Wrong_settings_are_all_named_and_not_tried_again()
    {
        await using var host = await Container.BootAsync("wrong", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, ("mode", "maybe"), ("api_port", "70000"), ("restart_pause", "soon"));
        await agent.RunAsync("printf 'unknown_key = 1\n[gateway:Other]\n' >>/etc/ibkr/agent.ini");

        var start = await host.RunAsync("systemctl start ibkr-agent", Token);

        Assert.NotEqual(0, start.Status);
        await AssertRefusedAsync(agent);
        var said = await SaidAsync(agent);
        const string Main = "/etc/ibkr/agent.ini: gateway:main";
        string[] places =
        [
            $"{Main}: mode: ",
            $"{Main}: api_port: ",
            $"{Main}: restart_pause: ",
            $"{Main}: unknown_key: ",
            "/etc/ibkr/agent.ini: gateway:Other: ",
        ];
        foreach (var place in places)
            Assert.Single(said, line => line.Contains(place, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Missing_settings_are_named_and_not_tried_again()
    {
        await using var host = await Container.BootAsync("missing", tree.Container, Token);
        var agent = RunningAgent.SetUp(host);
        await agent.RunAsync("rm /etc/ibkr/agent.ini");

        var start = await host.RunAsync("systemctl start ibkr-agent", Token);

        Assert.NotEqual(0, start.Status);
        await AssertRefusedAsync(agent);
        Assert.Contains(
            await SaidAsync(agent),
            line => line.Contains("/etc/ibkr/agent.ini: there is no such file", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Only_members_of_the_group_may_ask_it()
    {
        await using var host = await Container.BootAsync("group", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.RunAsync("useradd -M -G ibkr member && useradd -M stranger");
        await agent.StartAndBecomeReadyAsync();

        Assert.Equal("ibkr-agent:ibkr 660", await agent.RunAsync("stat -c '%U:%G %a' /run/ibkr-agent/control.sock"));
        Assert.StartsWith(
            "main: Ready since ",
            await agent.RunAsync($"{As("member")} ibkr-agent status"),
            StringComparison.Ordinal
        );
        var refused = await host.RunAsync($"{As("stranger")} ibkr-agent status", Token);
        Assert.Equal(77, refused.Status);
        Assert.Contains("join the group ibkr", refused.Errors, StringComparison.Ordinal);
    }

    private static string As(string user) => $"setpriv --reuid {user} --regid {user} --init-groups";

    private static async Task AssertRefusedAsync(RunningAgent agent)
    {
        // "failed" and not "auto-restart": systemd has given up.
        Assert.Equal("failed", await agent.ShowAsync("ibkr-agent", "SubState"));
        Assert.Equal("78", await agent.ShowAsync("ibkr-agent", "ExecMainStatus"));
        Assert.Equal("0", await agent.ShowAsync("ibkr-agent", "NRestarts"));
    }

    private static async Task<IReadOnlyList<string>> SaidAsync(RunningAgent agent) =>
        [.. (await agent.EntriesAsync("_SYSTEMD_UNIT=ibkr-agent.service")).Select(entry => entry.Message)];
}
