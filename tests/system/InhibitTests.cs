namespace IbkrAgent.SystemTests;

/// <summary>A program asks that a restart waits, for a time or while a command runs.</summary>
public sealed class InhibitTests(InstalledTree tree)
{
    private const string Check = "ibkr-agent pre-restart-check";
    private const string Inhibit = "ibkr-agent inhibit --who bot --why 'closing positions'";
    private const string Inhibitors = "ibkr-agent status --json | jq -c '[.gateways[0].inhibitors[]?.id]'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_inhibitor_puts_a_restart_off_until_it_is_released_or_expires_whatever_becomes_of_the_agent()
    {
        await using var host = await Container.BootAsync("inhibit", tree.Container, Token);
        var agent = await ReadyAsync(host);

        var said = await agent.RunAsync($"{Inhibit} --for 1h");
        Assert.StartsWith("inhibitor 1 of main stands until ", said, StringComparison.Ordinal);
        await PutOffAsync(agent, "bot");
        Assert.Contains(
            "inhibitor 1 (bot: closing positions)",
            await agent.RunAsync("ibkr-agent status"),
            StringComparison.Ordinal
        );

        await agent.RunAsync("kill -9 $(systemctl show -P MainPID ibkr-agent)");
        await agent.EventAsync(AgentEvent.Ready, count: 2);
        await agent.VerdictAsync("Ready");
        await PutOffAsync(agent, "bot");
        await agent.RunAsync("systemctl stop ibkr-agent");
        Assert.Contains(
            "seen without the daemon",
            (await agent.Host.RunAsync(Check, Token)).Output,
            StringComparison.Ordinal
        );
        await PutOffAsync(agent, "bot");
        await agent.RunAsync("systemctl start ibkr-agent");
        await agent.VerdictAsync("Ready");

        await agent.RunAsync("ibkr-agent inhibit --release 1");
        Assert.Equal((0, "[]"), (await agent.StatusOfAsync(Check), await agent.RunAsync(Inhibitors)));
        Assert.Equal(64, await agent.StatusOfAsync("ibkr-agent inhibit --release 1"));

        await agent.RunAsync($"{Inhibit} --for 2s");
        await agent.UntilAsync($"[ \"$({Inhibitors})\" = '[]' ]");
        Assert.Equal(0, await agent.StatusOfAsync(Check));

        await agent.RunAsync("echo '{' >/var/lib/ibkr-agent/main/inhibitors.json && systemctl restart ibkr-agent");
        await agent.VerdictAsync("Ready");
        await PutOffAsync(agent, "unknown");
        await agent.RunAsync("ls /var/lib/ibkr-agent/main/inhibitors.json.unusable-*");
    }

    [Fact]
    public async Task A_command_is_covered_while_it_runs_and_its_end_is_passed_on()
    {
        await using var host = await Container.BootAsync("inhibit-command", tree.Container, Token);
        var agent = await ReadyAsync(host);

        // From within: it stands, and the words after the dashes are the command's.
        Assert.Equal(
            "10 --json",
            await agent.RunAsync($"{Inhibit} -- bash -c '{Check} >/dev/null; echo $? $1' - --json")
        );
        Assert.Equal((0, "[]"), (await agent.StatusOfAsync(Check), await agent.RunAsync(Inhibitors)));
        const string Signals = "grep -E 'Sig(Blk|Ign)' /proc/self/status";
        Assert.Equal(await agent.RunAsync(Signals), await agent.RunAsync($"{Inhibit} -- {Signals}"));
        Assert.Equal(7, await agent.StatusOfAsync($"{Inhibit} -- bash -c 'exit 7'"));
        Assert.Equal(127, await agent.StatusOfAsync($"{Inhibit} -- no-such-command"));

        // Longer than its time, and ended by a signal to the one that holds it.
        await agent.RunAsync(
            $"""
            systemd-run --quiet --unit=held --property=KillMode=process --remain-after-exit \
                {Inhibit} --for 2s -- \
                bash -c 'trap "exit 5" TERM; touch /run/held; while :; do sleep 0.05; done'
            """
        );
        await agent.UntilAsync("[ -e /run/held ]");
        await agent.UntilAsync(
            "[ $(journalctl --unit=ibkr-agent --grep='asked for renew inhibitor' --output=cat | wc -l) -ge 5 ]"
        );
        await PutOffAsync(agent, "bot");
        await agent.RunAsync("kill -TERM $(systemctl show -P MainPID held)");
        await agent.UntilAsync("[ \"$(systemctl show -P ExecMainStatus held)\" = 5 ]");
        Assert.Equal("[]", await agent.RunAsync(Inhibitors));
        Assert.Equal(0, await agent.StatusOfAsync(Check));

        // Killed: it expires.
        await agent.RunAsync(
            $"""
            rm /run/held
            systemd-run --quiet --unit=killed {Inhibit} --for 3s -- bash -c 'touch /run/held; sleep 600'
            """
        );
        await agent.UntilAsync("[ -e /run/held ]");
        await agent.RunAsync("kill -9 $(systemctl show -P MainPID killed)");
        await agent.UntilAsync($"[ \"$({Inhibitors})\" = '[]' ]");
    }

    [Fact]
    public async Task What_is_typed_at_a_terminal_reaches_the_command_once_and_SIGINT_to_the_holder_is_passed_on()
    {
        await using var host = await Container.BootAsync("inhibit-terminal", tree.Container, Token);
        var agent = await ReadyAsync(host);
        host.WriteFile(
            "/root/counting",
            """
            trap 'echo >>/run/interrupts' INT
            touch /run/held
            until [ -e /run/end ]; do sleep 0.05; done
            """
        );

        await agent.RunAsync(
            $"""
            touch /run/interrupts
            systemd-run --quiet --unit=typed bash -c '
                (until [ -e /run/held ]; do sleep 0.05; done; printf "\003"; sleep infinity) |
                    script --quiet --return --command "ibkr-agent inhibit --who a --why b -- bash /root/counting" /dev/null'
            """
        );
        await agent.UntilAsync("[ -s /run/interrupts ]");
        // A second one would be passed on before what the holder does next.
        await agent.RunAsync("kill -HUP $(pgrep -f '^ibkr-agent inhibit')");
        await agent.UntilAsync($"[ \"$({Inhibitors})\" = '[]' ]");
        Assert.Equal("1", await agent.RunAsync("wc -l </run/interrupts"));

        await agent.RunAsync(
            "rm /run/held /run/interrupts; systemd-run --quiet --unit=sent "
                + "ibkr-agent inhibit --who a --why b -- bash /root/counting"
        );
        await agent.UntilAsync("[ -e /run/held ]");
        await agent.RunAsync("kill -INT $(systemctl show -P MainPID sent)");
        await agent.UntilAsync("[ -s /run/interrupts ]");
        await agent.RunAsync("touch /run/end");
        await agent.UntilAsync($"[ \"$({Inhibitors})\" = '[]' ]");
    }

    [Fact]
    public async Task Without_the_daemon_a_command_is_not_run()
    {
        await using var host = await Container.BootAsync("inhibit-down", tree.Container, Token);
        var agent = RunningAgent.SetUp(host);

        Assert.Equal(69, await agent.StatusOfAsync($"{Inhibit} -- touch /run/ran"));
        Assert.Equal(1, await agent.StatusOfAsync("test -e /run/ran"));
        Assert.Contains(
            "touch was not run",
            await agent.RunAsync($"{Inhibit} -- touch /run/ran 2>&1 || true"),
            StringComparison.Ordinal
        );
    }

    private static async Task<RunningAgent> ReadyAsync(Container host)
    {
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].account != null'");
        Assert.Equal(0, await agent.StatusOfAsync(Check));
        return agent;
    }

    private static async Task PutOffAsync(RunningAgent agent, string who) =>
        Assert.Equal(
            $"Defer restart_inhibitors {who}",
            await agent.RunAsync(
                $$"""
                {{Check}} --json | jq -r '[
                    .outcome, (.findings[] | select(.rule == "Inhibitors") | .key, (.text | split(" ")[2]))
                ] | join(" ")'
                """
            )
        );
}
