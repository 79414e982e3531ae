namespace IbkrAgent.SystemTests;

/// <summary>Settings are read again while everything runs on.</summary>
public sealed class ReloadTests(InstalledTree tree)
{
    private const string Status = "curl -s --unix-socket /run/ibkr-agent/control.sock http://localhost/v1/status";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_settings_count_and_nothing_is_restarted_or_lost()
    {
        await using var host = await Container.BootAsync("reload", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var before = await WhatRunsAsync(agent);

        agent.Set(("heartbeat_interval", "3s"), ("mode", "observe"));
        await agent.RunAsync("systemctl reload ibkr-agent");
        await agent.EventAsync(AgentEvent.SettingsReloaded, "main has other settings");
        await agent.UntilAsync($"{Status} | jq -e '.gateways[0].mode == \"Observe\"'");
        Assert.Equal("active running", await StateAsync(agent));

        Assert.Equal("settings read again: nothing changed", await agent.RunAsync("ibkr-agent reload"));

        agent.Set(("mode", "act"));
        await agent.RunAsync("systemctl kill -s HUP ibkr-agent");
        await agent.EventAsync(AgentEvent.SettingsReloaded, "asked by SIGHUP: main has other settings");
        await agent.UntilAsync($"{Status} | jq -e '.gateways[0].mode == \"Act\"'");
        await agent.VerdictAsync("Ready");
        Assert.Equal(before, await WhatRunsAsync(agent));
        Assert.Equal(1, await agent.LoginAttemptsAsync());

        agent.Set(("client_id", "8100"));
        await agent.RunAsync("systemctl reload ibkr-agent");
        await agent.UntilAsync(
            $"{Status} | jq -e '.gateways[0] | .verdict == \"Ready\" and .session.clientId == 8100'"
        );
        var after = await WhatRunsAsync(agent);
        Assert.Equal((before.Daemon, before.Java), (after.Daemon, after.Java));
        Assert.NotEqual(before.Connection, after.Connection);
        Assert.Equal(1, await agent.LoginAttemptsAsync());
    }

    [Fact]
    public async Task Settings_that_are_wrong_are_all_named_and_those_of_before_hold()
    {
        await using var host = await Container.BootAsync("badreload", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var before = await WhatRunsAsync(agent);

        agent.Set(("mode", "maybe"), ("api_port", "70000"));
        Assert.NotEqual(0, await agent.StatusOfAsync("systemctl reload ibkr-agent"));
        var reload = await host.RunAsync("ibkr-agent reload", Token);
        Assert.Equal(78, reload.Status);
        Assert.Contains("agent.ini: gateway:main: mode: 'maybe'", reload.Errors, StringComparison.Ordinal);
        Assert.Contains("agent.ini: gateway:main: api_port: '70000'", reload.Errors, StringComparison.Ordinal);
        Assert.Equal(78, await agent.StatusOfAsync("ibkr-agent settings"));
        await agent.RunAsync("systemctl kill -s HUP ibkr-agent");
        await agent.EventAsync(AgentEvent.SettingsRefused, "asked by SIGHUP", count: 1);
        Assert.Equal(6, (await agent.EventsAsync(AgentEvent.SettingWrong)).Count);

        Assert.Equal("active running", await StateAsync(agent));
        Assert.Contains(
            "the settings are wrong",
            await agent.ShowAsync("ibkr-agent", "StatusText"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the settings are wrong",
            await agent.RunAsync("ibkr-agent status 2>&1"),
            StringComparison.Ordinal
        );
        await agent.VerdictAsync("Ready");
        Assert.Equal(before, await WhatRunsAsync(agent));

        agent.Set(("mode", "act"), ("api_port", "4002"));
        await agent.RunAsync("systemctl reload ibkr-agent");
        Assert.DoesNotContain("wrong", await agent.ShowAsync("ibkr-agent", "StatusText"), StringComparison.Ordinal);
        Assert.Equal(before, await WhatRunsAsync(agent));
        Assert.Equal(1, await agent.LoginAttemptsAsync());
    }

    [Fact]
    public async Task Gateways_come_and_go_with_their_sections()
    {
        await using var host = await Container.BootAsync("sections", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var before = await WhatRunsAsync(agent);
        var alone = host.ReadFile("/etc/ibkr/agent.ini");

        await agent.AddGatewayAsync("b", apiPort: 4003);
        await agent.RunAsync("systemctl reload ibkr-agent");
        await agent.UntilAsync(
            $"{Status} | jq -e '[.gateways[] | select(.verdict == \"Ready\").name] == [\"main\", \"b\"]'"
        );
        var other = await agent.RunAsync("gateway-sim ctl --gateway b status | sed -n 's/^pid=//p'");

        host.WriteFile("/etc/ibkr/agent.ini", alone);
        Assert.Equal(
            "settings read again: b is left alone, and its Gateway as it is",
            await agent.RunAsync("ibkr-agent reload")
        );
        await agent.EventAsync(AgentEvent.GatewayLeft, "b: ");
        Assert.Equal("[\"main\"]", await agent.RunAsync($"{Status} | jq -c '[.gateways[].name]'"));
        Assert.Equal(other, await agent.RunAsync("gateway-sim ctl --gateway b status | sed -n 's/^pid=//p'"));
        Assert.Equal(before, await WhatRunsAsync(agent));
    }

    private static Task<string> StateAsync(RunningAgent agent) =>
        agent.RunAsync("systemctl show -P ActiveState -P SubState ibkr-agent | xargs");

    /// <summary>The daemon, the Java of main, and the local end of the connection between them.</summary>
    private static async Task<(string Daemon, string Java, string Connection)> WhatRunsAsync(RunningAgent agent) =>
        (
            await agent.ShowAsync("ibkr-agent", "MainPID"),
            await agent.RunAsync("gateway-sim ctl status | sed -n 's/^pid=//p'"),
            await agent.RunAsync("ss -Htn state established 'dport = :4002' | awk '{print $3}'")
        );
}
