namespace IbkrAgent.SystemTests;

/// <summary>Whether a client's order comes through, as the operator wants it, and not before he has armed it.</summary>
public sealed class OrdersTests(InstalledTree tree)
{
    private const string ArmFile = "/etc/ibkr/armed";
    private const string Disarm = "ibkr-agent disarm --now";
    private const string Restart = "ibkr-agent restart";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait(Runbook.Alert, "orders-withheld")]
    [Trait(Runbook.Alert, "orders-still-taken")]
    [Trait(Runbook.Alert, "orders-armed")]
    public async Task Orders_come_through_only_while_they_are_enabled_and_armed_at_the_start()
    {
        await using var host = await Container.BootAsync("orders", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("orders_enabled", "false")]);
        await agent.RunAsync("echo ReadOnlyApi=no >>/etc/ibkr/config.ini");
        await agent.PrepareStandInAsync("set read_only_delay_ms 0");
        await agent.StartAndBecomeReadyAsync();

        // Disabled, whatever config.ini says; and what is withheld is not taken for nothing.
        Assert.Equal("refused", await OrderAsync(agent));
        await agent.UntilAsync("ibkr-agent status | grep -F 'the Gateway that runs takes none'");
        await agent.UntilAsync(
            "ibkr-agent status --json | jq -e '.gateways[0].account.unread[0].cause == \"ReadOnlyApi\"'"
        );
        Assert.Contains(
            "warn  orders     open orders are not known: the API is read-only",
            await agent.RunAsync("ibkr-agent pre-restart-check"),
            StringComparison.Ordinal
        );
        // The agent knew, and did not ask for them.
        Assert.Empty(await agent.EntriesAsync($"MESSAGE_ID={JournalEntry.MessageIdPrefix}4003"));

        // Enabled, not armed.
        agent.Set(("orders_enabled", "true"));
        await agent.RunAsync("ibkr-agent reload");
        await RestartAsync(agent, Restart);
        Assert.Equal("refused", await OrderAsync(agent));
        await agent.EventAsync(AgentEvent.OrdersTold, "orders-withheld");
        Assert.NotEmpty(
            await agent.GatewayLinesAsync(
                $"NOT ARMED, so none are taken: orders_enabled = true, and the arm file {ArmFile} is missing"
            )
        );
        Assert.Contains("NOT ARMED", await agent.RunAsync("ibkr-agent status"), StringComparison.Ordinal);

        // Armed: from the next start on.
        await agent.RunAsync($"touch {ArmFile}");
        await agent.EventAsync(AgentEvent.OrdersTold, "orders-armed");
        Assert.Equal("refused", await OrderAsync(agent));
        await RestartAsync(agent, Restart);
        Assert.Equal("taken", await OrderAsync(agent));
        Assert.Equal(
            "main: the Gateway that runs takes orders (started with ReadOnlyApi=no)",
            (await agent.RunAsync("ibkr-agent orders")).Split('\n')[0]
        );

        // The arm file goes: said at once, and counts from the next start.
        await agent.RunAsync($"rm {ArmFile}");
        await agent.EventAsync(AgentEvent.OrdersTold, "orders-still-taken");
        Assert.Equal("taken", await OrderAsync(agent));

        // At once, but never past the check.
        await agent.RunAsync($"touch {ArmFile} && ibkr-agent hold");
        Assert.Equal(75, await agent.StatusOfAsync(Disarm));
        Assert.Equal(1, await agent.StatusOfAsync($"test -e {ArmFile}"));
        Assert.Equal("taken", await OrderAsync(agent));
        await agent.RunAsync("ibkr-agent resume");
        await RestartAsync(agent, Disarm);
        Assert.Equal("refused", await OrderAsync(agent));
        Assert.Contains("takes none", await agent.RunAsync(Disarm), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_daemon_the_interlock_holds_and_is_disarmed_at_once()
    {
        await using var host = await Container.BootAsync("orders-direct", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("orders_enabled", "true")]);
        await agent.PrepareStandInAsync("set read_only_delay_ms 0");
        await agent.RunAsync($"touch {ArmFile}");
        await agent.StartAndBecomeReadyAsync();
        await agent.RunAsync("systemctl stop ibkr-agent");
        Assert.Equal("taken", await OrderAsync(agent));

        await agent.RunAsync(Disarm);

        await agent.UntilAsync("ibkr-agent health-check --direct");
        Assert.Equal("refused", await OrderAsync(agent));
    }

    [Fact]
    public async Task A_live_account_has_to_be_confirmed_as_well()
    {
        await using var host = await Container.BootAsync("orders-live", tree.Container, Token);
        var agent = RunningAgent.SetUp(
            host,
            [
                .. RunningAgent.Tireless,
                ("trading_mode", "live"),
                ("orders_enabled", "true"),
                ("accounts", "U1234567"),
                ("live_confirmed", "U7654321"),
            ]
        );
        await agent.PrepareStandInAsync("set read_only_delay_ms 0");
        await agent.RunAsync($"touch {ArmFile}");
        await agent.StartAndBecomeReadyAsync();

        Assert.Equal("refused", await OrderAsync(agent, port: 4001));
        Assert.Contains(
            "NOT CONFIRMED, so none are taken: orders_enabled = true on a live account, and live_confirmed = U7654321 is not",
            await agent.RunAsync("ibkr-agent orders"),
            StringComparison.Ordinal
        );

        agent.Set(("live_confirmed", "U1234567"));
        await agent.RunAsync("ibkr-agent reload");
        await RestartAsync(agent, Restart);
        Assert.Equal("taken", await OrderAsync(agent, port: 4001));
    }

    private static async Task RestartAsync(RunningAgent agent, string command)
    {
        var java = await agent.JavaAsync();
        await agent.RunAsync(command);
        await agent.ReadyAgainAsync(java);
        await agent.SeenLastRunAsync();
    }

    /// <summary>A client of the API places an order, and says what it hears of it.</summary>
    private static Task<string> OrderAsync(RunningAgent agent, int port = 4002) =>
        agent.RunAsync(
            $$"""
            timeout 30 perl -e '
                use IO::Socket::INET;
                $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1:{{port}}") or die "no connection";
                sub frame { $p = join("\0", @_, ""); return pack("N", length $p) . $p }
                $version = "v100..176";
                syswrite $s, "API\0" . pack("N", length $version) . $version . frame(71, 2, 50, "")
                    . frame(3, 7, 265598, "AAPL", "STK", "", 0, "", "", "SMART", "", "USD", "", "", "", "", "BUY", 100, "LMT", 190.5);
                while (sysread $s, $all, 4096, length $all) {
                    if ($all =~ /3\x007\x00Submitted\x00/) { print "taken"; exit }
                    if ($all =~ /4\x002\x007\x00321\x00.*Read-Only/) { print "refused"; exit }
                }'
            """
        );
}
