namespace IbkrAgent.SystemTests;

/// <summary>What reaches a human, by a receiver that stands in for Discord.</summary>
public sealed class AlertTests(InstalledTree tree)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Down_approval_and_recovery_are_told_with_what_to_do_and_without_a_flood()
    {
        await using var host = await Container.BootAsync("alerts", tree.Container, Token);
        // Longer than the second that a verdict has to last before it is told.
        var agent = RunningAgent.SetUp(
            host,
            [
                .. RunningAgent.Tireless,
                ("max_restart_pause", "3s"),
                ("restart_pause", "3s"),
                ("telegram_severity", "critical"),
            ]
        );
        await AlertReceiver.AddAsync(
            host,
            "TELEGRAM_API_URL=http://127.0.0.1:8080/",
            $"TELEGRAM_BOT_TOKEN=4711:{TestSecrets.Token}",
            "TELEGRAM_CHAT_ID=-100815"
        );
        // The start itself is no trouble and is not told.
        await agent.StartAndBecomeReadyAsync();

        await agent.SteerAsync("--keep login-mode second-factor");
        await agent.RunAsync("kill -9 $(pgrep -x java)");
        await ToldAsync(agent, "gateway-down", "approval-needed");
        await agent.SteerAsync("second-factor approve");
        await ToldAsync(agent, "gateway-down", "approval-needed", "recovered");

        // Again, within the five minutes in which no code is sent twice, except a request that waits for an answer.
        await agent.RunAsync("kill -9 $(pgrep -x java)");
        await ToldAsync(agent, "gateway-down", "approval-needed", "recovered", "approval-needed");
        await agent.SteerAsync("second-factor approve");
        await ToldAsync(agent, "gateway-down", "approval-needed", "recovered", "approval-needed", "recovered");
        var changes = await agent.EventsAsync(AgentEvent.VerdictChanged);
        Assert.Equal(2, changes.Count(entry => entry["IBKR_VERDICT"] == "Down"));

        // By its severity this channel hears of what needs a human, and that it is over.
        const string Codes =
            "jq -rs 'map(.text | split(\"\\n\")[-1] | split(\" \")[0]) | join(\" \")' " + AlertReceiver.OfTelegram;
        await agent.UntilAsync($"[ \"$({Codes})\" = 'approval-needed recovered approval-needed recovered' ]");

        var hint = await agent.RunAsync(
            $"jq -r 'select(.embeds[0].footer.text | startswith(\"approval-needed\")) | .embeds[0].fields[0].value' {AlertReceiver.Path} | head -n 1"
        );
        Assert.StartsWith("Approve the login in IBKR Mobile", hint, StringComparison.Ordinal);
        Assert.Equal(
            "0",
            await agent.RunAsync(
                $"jq -s 'map(select(.embeds[0].fields[0].value | length == 0)) | length' {AlertReceiver.Path}"
            )
        );
        // The address is the right to post.
        Assert.Equal("0", await agent.RunAsync("journalctl --output=export --all | grep -c 8080/hook || true"));
    }

    [Fact]
    public async Task Every_channel_gets_every_alert_and_one_that_is_away_keeps_none()
    {
        await using var host = await Container.BootAsync("channels", tree.Container, Token);
        var agent = RunningAgent.SetUp(
            host,
            [.. RunningAgent.Tireless, ("max_restart_pause", "3s"), ("restart_pause", "3s")]
        );
        await AlertReceiver.AddAsync(
            host,
            "TELEGRAM_API_URL=http://127.0.0.1:8080/",
            $"TELEGRAM_BOT_TOKEN=4711:{TestSecrets.Token}",
            "TELEGRAM_CHAT_ID=-100815",
            $"WEBHOOK_URL=http://127.0.0.1:8080/json/{TestSecrets.Token}"
        );
        // Discord is away: nobody listens there.
        await agent.RunAsync("sed -i '1s/8080/8081/' /etc/ibkr/alerts.env");
        await agent.StartAndBecomeReadyAsync();

        // As the channels would take an alert; without the daemon as well.
        foreach (var daemon in new[] { "start", "stop" })
        {
            await agent.RunAsync($"systemctl {daemon} ibkr-agent");
            var test = await host.RunAsync("ibkr-agent test-alert 2>/dev/null", Token);
            Assert.Equal(1, test.Status);
            Assert.Matches(
                "^discord: NOT taken, .*\ntelegram: taken: the answer was HTTP status 204\nwebhook: taken: .*204$",
                test.Text
            );
            Assert.Equal(0, await agent.StatusOfAsync("ibkr-agent test-alert --channel webhook"));
        }

        await agent.RunAsync("systemctl start ibkr-agent");
        await agent.RunAsync($"rm {AlertReceiver.OfWebhook} {AlertReceiver.OfTelegram}");
        await agent.RunAsync(RunningAgent.KillJava);

        const string Codes = "jq -rs 'map(.code) | join(\" \")'";
        await agent.UntilAsync($"[ \"$({Codes} {AlertReceiver.OfWebhook})\" = 'gateway-down recovered' ]");
        const string Said =
            "jq -rs 'map(select(.chat_id == \"-100815\") | .text | split(\"\\n\")[-1] | split(\" \")[0]) | join(\" \")'";
        await agent.UntilAsync($"[ \"$({Said} {AlertReceiver.OfTelegram})\" = 'gateway-down recovered' ]");
        Assert.Empty(AlertReceiver.Codes(host));
        Assert.Equal("0", await agent.RunAsync("journalctl --output=export --all | grep -c t0psecret || true"));
        Assert.Equal("0", await agent.RunAsync("ibkr-agent status --json | grep -c t0psecret || true"));
    }

    [Fact]
    [Trait(Runbook.Alert, "approval-needed")]
    [Trait(Runbook.Alert, "outage-warning")]
    [Trait(Runbook.Alert, "outage-critical")]
    [Trait(Runbook.Alert, "outage-severe")]
    [Trait(Runbook.Alert, "outage-lasting")]
    public async Task An_outage_gets_louder_until_it_is_over()
    {
        await using var host = await Container.BootAsync("louder", tree.Container, Token);
        var agent = RunningAgent.SetUp(
            host,
            [
                .. RunningAgent.Tireless,
                ("warning_after", "10s"),
                ("critical_after", "15s"),
                ("severe_after", "20s"),
                ("outage_after", "25s"),
            ]
        );
        await AlertReceiver.AddAsync(host);
        await agent.StartAndBecomeReadyAsync();

        await agent.SteerAsync("--keep login-mode second-factor");
        await agent.RunAsync("systemctl restart ibkr-gateway");
        string[] told = ["approval-needed", "outage-warning", "outage-critical", "outage-severe", "outage-lasting"];
        await ToldAsync(agent, told);
        Assert.Contains(
            "approve the login in IBKR Mobile before",
            await agent.RunAsync("ibkr-agent status"),
            StringComparison.Ordinal
        );
        await agent.SteerAsync("second-factor approve");
        await ToldAsync(agent, [.. told, "recovered"]);

        // Of one incident, from the first to the last.
        Assert.Equal(
            "1",
            await agent.RunAsync(
                "jq -rs 'map(.embeds[0].footer.text | split(\" \")[-1]) | unique | length' " + AlertReceiver.Path
            )
        );
    }

    /// <summary>The second and the third come within five minutes of the first, and are not told at all.</summary>
    [Fact]
    [Trait(Runbook.Alert, "unsteady")]
    public async Task A_gateway_that_keeps_failing_is_one_message()
    {
        await using var host = await Container.BootAsync("unsteady", tree.Container, Token);
        var agent = RunningAgent.SetUp(
            host,
            [.. RunningAgent.Tireless, ("max_restart_pause", "3s"), ("restart_pause", "3s")]
        );
        await AlertReceiver.AddAsync(host);
        await agent.StartAndBecomeReadyAsync();

        for (var time = 1; time <= 4; time++)
        {
            var java = await agent.JavaAsync();
            await agent.VerdictLastsAsync("Ready", 2); // its recovery has been told
            await agent.RunAsync(RunningAgent.KillJava);
            await agent.ReadyAgainAsync(java);
        }

        await ToldAsync(agent, "gateway-down", "recovered", "unsteady");
        Assert.Contains("It was not ready 4 times within", await LastTextAsync(agent), StringComparison.Ordinal);
        await agent.UntilAsync("[ $(ibkr-agent history --kind incident | grep -c 'over at') = 4 ]");
        await agent.UntilAsync("ibkr-agent status | grep -E '^  incident 2.* UTC, for [0-9]+ s: gateway-down$'");
    }

    [Fact]
    public async Task A_stop_and_a_start_that_somebody_wants_are_told_and_a_restart_is_neither()
    {
        await using var host = await Container.BootAsync("wanted", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await AlertReceiver.AddAsync(host);
        await agent.StartAndBecomeReadyAsync();

        var java = await agent.JavaAsync();
        await agent.RunAsync("systemctl restart ibkr-gateway");
        await agent.ReadyAgainAsync(java);
        await agent.VerdictLastsAsync("Ready", 2);
        await agent.RunAsync("systemctl stop ibkr-gateway");
        await ToldAsync(agent, "stopped");
        Assert.Equal("Stopped by the operator.", await LastTextAsync(agent));
        await agent.RunAsync("systemctl start ibkr-gateway");
        await ToldAsync(agent, "stopped", "started");
    }

    /// <summary>
    /// The network is away for a while, then the receiver; the daemon is killed and the host rebooted meanwhile.
    /// </summary>
    [Fact]
    public async Task What_could_not_be_told_is_told_afterwards_once_and_in_order()
    {
        await using var host = await Container.BootAsync("outbox", tree.Container, Token);
        var agent = RunningAgent.SetUp(
            host,
            [.. RunningAgent.Tireless, ("max_restart_pause", "3s"), ("restart_pause", "3s")]
        );
        await AlertReceiver.AddAsync(host);
        await agent.RunAsync($"sed -i s/127.0.0.1/{Far}/ /etc/ibkr/alerts.env");
        await agent.StartAndBecomeReadyAsync();

        await agent.RunAsync($"ip route add unreachable {Far} table local");
        await agent.SteerAsync("--keep login-mode second-factor");
        await agent.RunAsync(RunningAgent.KillJava);
        await WaitingAsync(agent, "gateway-down", "approval-needed");
        await agent.RunAsync(KillAgent);
        await agent.UntilAsync("systemctl is-active -q ibkr-agent");
        Assert.Empty(AlertReceiver.Codes(host));

        await agent.RunAsync($"ip route del unreachable {Far} table local");
        await ToldAsync(agent, "gateway-down", "approval-needed");
        await agent.SteerAsync("second-factor approve");
        await ToldAsync(agent, "gateway-down", "approval-needed", "recovered");

        // What is over before it was told is one message, and it is kept over a reboot.
        await agent.RunAsync("systemctl disable --now alert-receiver");
        await agent.RunAsync(RunningAgent.KillJava);
        await WaitingAsync(agent, "approval-needed");
        await agent.SteerAsync("second-factor approve");
        await WaitingAsync(agent, "recovered");
        await agent.SteerAsync("--keep login-mode ok");
        await host.RebootAsync(Token);
        await agent.UntilAsync("systemctl is-active -q ibkr-agent");
        await agent.RunAsync("systemctl enable --now alert-receiver");
        await ToldAsync(agent, "gateway-down", "approval-needed", "recovered", "recovered");
        await WaitingAsync(agent);
        var all = await agent.RunAsync($"jq -r '.embeds[0].description' {AlertReceiver.Path}");
        Assert.Matches("Not told before: .* approval-needed: ", all.Split('\n')[^1]);
    }

    [Fact]
    public async Task Without_an_address_nothing_is_sent_and_that_is_said_once()
    {
        await using var host = await Container.BootAsync("noalerts", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.RunAsync(": >/etc/ibkr/alerts.env");
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();

        await agent.RunAsync($"kill -9 {java}");
        await agent.ReadyAgainAsync(java);

        var off = Assert.Single(await agent.EventsAsync(AgentEvent.AlertsOff));
        Assert.Contains("none of DISCORD_WEBHOOK_URL, TELEGRAM_BOT_TOKEN", off.Message, StringComparison.Ordinal);
    }

    /// <summary>An address of the receiver that can be out of reach, while that of the Gateway is not.</summary>
    private const string Far = "127.0.0.2";

    private const string KillAgent = "systemctl kill --kill-whom=main --signal=KILL ibkr-agent";

    /// <summary>The codes that wait for Discord, on disk.</summary>
    private static Task WaitingAsync(RunningAgent agent, params string[] codes) =>
        agent.UntilAsync(
            "[ \"$(jq -r '[.outbox.waiting[].code] | join(\" \")' /var/lib/ibkr-agent/outbox.discord.json)\" = "
                + $"'{string.Join(' ', codes)}' ]"
        );

    private static Task<string> LastTextAsync(RunningAgent agent) =>
        agent.RunAsync($"jq -r '.embeds[0].description' {AlertReceiver.Path} | tail -n 1");

    private static async Task ToldAsync(RunningAgent agent, params string[] codes)
    {
        await Eventually.HoldsAsync(
            agent.Host,
            () => Task.FromResult(AlertReceiver.Codes(agent.Host).SequenceEqual(codes)),
            TimeSpan.FromSeconds(60),
            $"told: {string.Join(", ", codes)}",
            Token
        );
        Assert.Empty(AlertReceiver.Complaints(agent.Host));
    }
}
