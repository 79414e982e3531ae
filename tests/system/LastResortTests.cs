namespace IbkrAgent.SystemTests;

/// <summary>The agent itself fails, and a human hears of it: from what runs without it, or from its silence.</summary>
public sealed class LastResortTests(InstalledTree tree)
{
    private const string Reporter = "ibkr-agent-failure@ibkr-agent.service.service";
    private const string DropIns = "/run/systemd/system/ibkr-agent.service.d";
    private const string Beats = $"$(wc -l <{AlertReceiver.OfHeartbeat})";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait(Runbook.Alert, "agent-failed")]
    public async Task A_daemon_that_does_not_come_up_is_told_once()
    {
        await using var host = await Container.BootAsync("lastresort", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await AlertReceiver.AddAsync(host);

        // It dies as it begins, again and again.
        await DropInAsync(agent, "ExecStart=\nExecStart=/bin/false");
        await agent.StatusOfAsync("systemctl start ibkr-agent");
        await ToldAsync(agent, times: 1, "ibkr-agent.service has failed", "exit status 1. systemd has started it anew");
        var restarts = await agent.ShowAsync("ibkr-agent", "NRestarts");
        await agent.UntilAsync($"[ $(systemctl show -P NRestarts ibkr-agent) -gt $(({restarts} + 5)) ]");
        Assert.Equal(["agent-failed"], AlertReceiver.Codes(host));
        Assert.Equal("active", await agent.ShowAsync(Reporter, "ActiveState"));

        // Not even begun: systemd finds no file for it.
        await ForgetAsync(agent);
        await agent.RunAsync("mv /etc/ibkr/dependents.env /root");
        await agent.StatusOfAsync("systemctl start ibkr-agent");
        await ToldAsync(
            agent,
            times: 2,
            "ibkr-agent.service has failed",
            "exit status 243. systemd has started it anew"
        );

        // Wrong settings: systemd gives up at once.
        await ForgetAsync(agent);
        await agent.RunAsync("mv /root/dependents.env /etc/ibkr");
        agent.Set(("mode", "maybe"));
        await agent.StatusOfAsync("systemctl start ibkr-agent");
        await ToldAsync(agent, times: 3, "exit status 78", "gateway:main: mode: 'maybe' is not one of");
        Assert.Equal("failed", await agent.ShowAsync("ibkr-agent", "ActiveState"));

        // Once it is cured nothing more is said, and the address, which is the right to post, was said nowhere.
        agent.Set(("mode", "act"));
        await agent.StartAndBecomeReadyAsync();
        Assert.Equal(3, AlertReceiver.Codes(host).Count);
        Assert.Equal(3, (await agent.EventsAsync(AgentEvent.FailureTold)).Count);
        Assert.Equal("0", await agent.RunAsync("journalctl --output=export --all | grep -c 8080/hook || true"));
    }

    [Fact]
    public async Task The_heartbeat_stays_away_while_the_agent_hangs_and_comes_back_with_it()
    {
        await using var host = await Container.BootAsync("beats", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("heartbeat_url_interval", "30s")]);
        await AlertReceiver.AddAsync(host, "HEARTBEAT_URL=http://127.0.0.1:8080/beat/t0psecret");
        await DropInAsync(agent, "WatchdogSec=5");
        await agent.StartAndBecomeReadyAsync();
        await agent.UntilAsync($"[ {Beats} = 1 ]");

        // Stopped as a whole, and ended by systemd: the next one calls as it begins, and nobody need be told.
        await agent.RunAsync("systemctl kill --signal=STOP ibkr-agent");
        await agent.UntilAsync("journalctl --unit=ibkr-agent | grep -q 'Watchdog timeout'");
        await agent.UntilAsync($"[ {Beats} = 2 ]");
        await agent.UntilAsync($"systemctl is-active --quiet {Reporter}");
        Assert.Empty(AlertReceiver.Codes(host));

        // One supervisor hangs, and systemd does not look.
        await DropInAsync(agent, "WatchdogSec=0");
        await agent.RunAsync("systemctl restart ibkr-agent");
        await agent.VerdictAsync("Ready");
        await agent.UntilAsync($"[ {Beats} = 3 ]");
        await agent.BlockStateAsync();
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.EventAsync(AgentEvent.HeartbeatWithheld);
        var beats = await agent.RunAsync($"echo {Beats}");
        // The write that waits gets room; nothing of it is left.
        await agent.RunAsync(
            """
            cd /var/lib/ibkr-agent/main
            rm state.json.new
            dd if=plug of=/dev/null bs=1M iflag=nonblock status=none || true
            rm plug
            systemctl stop plug
            """
        );
        await agent.EventAsync(AgentEvent.HeartbeatBack);
        await agent.UntilAsync($"[ {Beats} = $(({beats} + 1)) ]");
        Assert.Single(await agent.EventsAsync(AgentEvent.HeartbeatWithheld));
        Assert.Equal("0", await agent.RunAsync("journalctl --output=export --all | grep -c t0psecret || true"));
    }

    /// <summary>As after a long time: the next trouble is another one.</summary>
    /// <remarks>The daemon first: one that is stopped as it dies asks for the reporter once more.</remarks>
    private static Task<string> ForgetAsync(RunningAgent agent) =>
        agent.RunAsync(
            $"systemctl stop ibkr-agent; systemctl stop {Reporter}; rm -rf {DropIns}; systemctl daemon-reload"
        );

    private static Task<string> DropInAsync(RunningAgent agent, string lines) =>
        agent.RunAsync(
            $"mkdir -p {DropIns} && printf '%s\\n' '[Service]' '{lines}' >{DropIns}/test.conf && systemctl daemon-reload"
        );

    private static async Task ToldAsync(RunningAgent agent, int times, params string[] texts)
    {
        await agent.UntilAsync($"[ -e {AlertReceiver.Path} ] && [ $(wc -l <{AlertReceiver.Path}) -ge {times} ]");
        Assert.Equal(Enumerable.Repeat("agent-failed", times), AlertReceiver.Codes(agent.Host));
        var said = await agent.RunAsync(
            $"tail -n 1 {AlertReceiver.Path} | jq -r '.embeds[0] | .title, .description, .fields[0].value' | tr -d '\\\\'"
        );
        Assert.All(
            [.. texts, "journalctl -u ibkr-agent.service"],
            text => Assert.Contains(text, said, StringComparison.Ordinal)
        );
    }
}
