namespace IbkrAgent.SystemTests;

/// <summary>What reaches a human, by a receiver that stands in for Discord.</summary>
public sealed class AlertTests(InstalledTree tree)
{
    private const string Receiver = """
        use IO::Socket::INET;
        my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1:8080', Listen => 5, ReuseAddr => 1) or die $!;
        while (my $client = $server->accept) {
            my ($length, $body) = (0, '');
            while (my $line = <$client>) {
                $length = $1 if $line =~ /^content-length: *(\d+)/i;
                last if $line =~ /^\r?\n$/;
            }
            read $client, $body, $length;
            open my $alerts, '>>', '/run/alerts.json' or die $!;
            print $alerts "$body\n";
            close $alerts;
            print $client "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
            close $client;
        }

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Down_approval_and_recovery_are_told_with_what_to_do_and_without_a_flood()
    {
        await using var host = await Container.BootAsync("alerts", tree.Container, Token);
        // Longer than the second that a verdict has to last before it is told.
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("max_restart_pause", "3s"), ("restart_pause", "3s")]);
        host.WriteFile("/opt/receiver", Receiver);
        host.WriteFile("/etc/ibkr/alerts.env", "DISCORD_WEBHOOK_URL=http://127.0.0.1:8080/hook\n");
        await agent.RunAsync("systemd-run --quiet --unit=receiver perl /opt/receiver");
        await agent.UntilAsync("ss -Hltn 'sport = 8080' | grep -q .");
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

        var hint = await agent.RunAsync(
            "jq -r 'select(.embeds[0].footer.text | startswith(\"approval-needed\")) | .embeds[0].fields[0].value' /run/alerts.json | head -n 1"
        );
        Assert.StartsWith("Approve the login in IBKR Mobile", hint, StringComparison.Ordinal);
        Assert.Equal("0", await agent.RunAsync("jq -s 'map(select(.embeds[0].fields[0].value | length == 0)) | length' /run/alerts.json"));
        // The address is the right to post.
        Assert.Equal("0", await agent.RunAsync("journalctl --output=export --all | grep -c 8080/hook || true"));
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
        Assert.Contains("DISCORD_WEBHOOK_URL is empty", off.Message, StringComparison.Ordinal);
    }

    private static Task<TimeSpan> ToldAsync(RunningAgent agent, params string[] codes) =>
        Eventually.HoldsAsync(
            agent.Host,
            async () => (await CodesAsync(agent)).SequenceEqual(codes),
            TimeSpan.FromSeconds(60),
            $"told: {string.Join(", ", codes)}",
            Token
        );

    /// <summary>The codes of all alerts that have arrived, in order.</summary>
    private static async Task<string[]> CodesAsync(RunningAgent agent)
    {
        const string Codes = "jq -r '.embeds[0].footer.text | split(\" \")[0]' /run/alerts.json 2>/dev/null || true";
        return (await agent.RunAsync(Codes)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
