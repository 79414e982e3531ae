using System.Globalization;

namespace IbkrAgent.SystemTests;

/// <summary>
/// Services that live on the Gateway: started after it, kept alone, stopped before it; and the ready target.
/// </summary>
public sealed class DependentTests(InstalledTree tree)
{
    /// <summary>Well while /run/well is there, and only for who knows the key.</summary>
    private const string Server = """
        use IO::Socket::INET;
        my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1:8081', Listen => 5, ReuseAddr => 1) or die $!;
        while (my $client = $server->accept) {
            my $key = '';
            while (my $line = <$client>) {
                $key = $1 if $line =~ /^x-api-key: *(\S+)/i;
                last if $line =~ /^\r?\n$/;
            }
            my $status = $key ne 'sesame' ? '401 Unauthorized' : -e '/run/well' ? '200 OK' : '503 Service Unavailable';
            print $client "HTTP/1.1 $status\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            close $client;
        }

        """;

    private static readonly (string Key, string Value)[] BotAndApi =
    [
        .. RunningAgent.Tireless,
        ("dependents", "bot.service, api.service"),
        ("dependent_health", "api.service http://127.0.0.1:8081/health"),
        ("dependent_headers", "api.service X-API-Key: $API_KEY"),
        ("dependent_health_interval", "1s"),
        ("dependent_health_failures", "2"),
        ("ready_target_linger", "2s"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dependent_is_started_after_Ready_kept_alone_and_left_to_the_operator()
    {
        await using var host = await Container.BootAsync("dependents", tree.Container, Token);
        var agent = await SetUpAsync(host, BotAndApi);
        await agent.RunAsync("ibkr-agent configure dependents");
        await agent.PrepareStandInAsync("login-mode second-factor");
        await agent.StartAsync();

        // Not before Ready, then in order.
        await agent.VerdictAsync("AwaitingTwoFactor");
        Assert.Equal("inactive", await StateAsync(agent, "bot"));
        await agent.SteerAsync("second-factor approve");
        await agent.UntilAsync("systemctl is-active --quiet api");
        var ready = await agent.EventAsync(AgentEvent.VerdictChanged, "main: Ready");
        var started = await agent.EventsAsync(AgentEvent.RestartingDependent);
        Assert.Equal(
            ["bot.service", "api.service"],
            started
                .Select(entry => entry["IBKR_UNIT"])
                .Where(unit => unit.EndsWith(".service", StringComparison.Ordinal))
        );
        Assert.All(started, entry => Assert.True(entry.At >= ready.At));
        Assert.True(await ActiveSinceAsync(agent, "bot") < await ActiveSinceAsync(agent, "api"));

        // One that is killed: it alone.
        var (java, bot, api) = (await agent.JavaAsync(), await PidAsync(agent, "bot"), await PidAsync(agent, "api"));
        await agent.RunAsync("systemctl kill --kill-whom=main -s KILL bot");
        await agent.UntilAsync($"systemctl is-active --quiet bot && [ $(systemctl show -P MainPID bot) != {bot} ]");
        Assert.Equal((java, api), (await agent.JavaAsync(), await PidAsync(agent, "api")));

        // One that is not well: it alone.
        bot = await PidAsync(agent, "bot");
        await agent.RunAsync("rm /run/well");
        await agent.EventAsync(
            AgentEvent.RestartingDependent,
            "it is not well, 2 times in a row: the answer was HTTP status 503"
        );
        await agent.RunAsync("touch /run/well");
        await agent.UntilAsync($"systemctl is-active --quiet api && [ $(systemctl show -P MainPID api) != {api} ]");
        Assert.Equal((java, bot), (await agent.JavaAsync(), await PidAsync(agent, "bot")));

        // One that the operator stops: left alone, also by the next agent, which touches nothing that runs.
        await agent.RunAsync("systemctl stop bot");
        await agent.EventAsync(AgentEvent.DependentSaid, "bot.service was stopped, and not by the agent");
        api = await PidAsync(agent, "api");
        var acted = (await agent.EventsAsync(AgentEvent.RestartingDependent)).Count;
        await agent.RunAsync("systemctl restart ibkr-agent");
        await agent.VerdictLastsAsync("Ready", 4);
        Assert.Equal("inactive", await StateAsync(agent, "bot"));
        Assert.Equal((java, api), (await agent.JavaAsync(), await PidAsync(agent, "api")));
        Assert.Equal(acted, (await agent.EventsAsync(AgentEvent.RestartingDependent)).Count);
        Assert.Contains(
            "left alone",
            await agent.RunAsync("ibkr-agent status | tr -s ' \\n' ' '"),
            StringComparison.Ordinal
        );

        // The key of the service is nobody's business.
        Assert.Equal("0", await agent.RunAsync("journalctl --output=export --all | grep -c sesame || true"));
    }

    [Fact]
    [Trait(Runbook.Alert, "dependent-failing")]
    public async Task A_dependent_that_keeps_failing_is_given_up_over_a_reboot_too()
    {
        await using var host = await Container.BootAsync("dep-budget", tree.Container, Token);
        var agent = await SetUpAsync(host, [.. BotAndApi, ("dependent_restarts_per_hour", "2")]);
        host.WriteFile("/etc/systemd/system/bot.service", "[Service]\nExecStart=/bin/false\n");
        await agent.RunAsync("systemctl daemon-reload; ibkr-agent configure dependents");
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();

        await agent.EventAsync(AgentEvent.DependentAlerted, "dependent-failing: bot.service is not restarted any more");
        Assert.Equal(3, await RestartsOfBotAsync(agent)); // the start and two restarts
        await agent.VerdictLastsAsync("Ready", 4);
        Assert.Equal(3, await RestartsOfBotAsync(agent));
        Assert.Equal(java, await agent.JavaAsync());

        await host.RebootAsync(Token);
        await agent.VerdictAsync("Ready");
        await agent.UntilAsync("[ -e /run/well ] || touch /run/well; systemctl is-active --quiet api");
        Assert.Equal(3, await RestartsOfBotAsync(agent));
        Assert.Equal("inactive", await StateAsync(agent, "bot"));

        // Its advice: when it is cured, by hand.
        host.WriteFile("/etc/systemd/system/bot.service", "[Service]\nExecStart=/usr/bin/sleep infinity\n");
        await agent.RunAsync("systemctl daemon-reload; systemctl restart bot");
        await agent.UntilAsync("ibkr-agent status | grep -E 'bot.service.* active'");
    }

    [Fact]
    [Trait(Runbook.Alert, "dependent-refused")]
    public async Task The_agent_may_do_what_the_rule_says_and_nothing_else()
    {
        await using var host = await Container.BootAsync("dep-rights", tree.Container, Token);
        var agent = await SetUpAsync(host, BotAndApi);
        await agent.StartAndBecomeReadyAsync();
        var refused = await agent.EventAsync(AgentEvent.DependentAlerted, "dependent-refused");
        Assert.Contains("sudo ibkr-agent configure dependents", refused.Message, StringComparison.Ordinal);
        Assert.Equal(77, await agent.StatusOfAsync("runuser -u ibkr-agent -- ibkr-agent configure dependents"));

        await agent.RunAsync("ibkr-agent configure dependents");
        const string Rule = "/etc/polkit-1/rules.d/49-ibkr-agent-dependents.rules";
        Assert.Equal("root:root 644", await agent.RunAsync($"stat -c '%U:%G %a' {Rule}"));
        await agent.UntilAsync($"[ \"$({Call("RestartUnit", "bot.service")})\" = granted ]");

        foreach (
            var (verb, unit) in new[]
            {
                ("StartUnit", "bot.service"),
                ("KillUnit", "bot.service"),
                ("RestartUnit", "other.service"),
                ("StopUnit", "dbus.service"),
                ("RestartUnit", "debug-shell.service"),
                ("StartUnit", "ibkr-api-ready.target"),
                ("RestartUnit", "rescue.target"),
            }
        )
            Assert.Equal($"{verb} {unit}: refused", $"{verb} {unit}: {await agent.RunAsync(Call(verb, unit))}");
        Assert.Equal("granted", await agent.RunAsync(Call("StopUnit", "bot.service")));
        Assert.Equal("granted", await agent.RunAsync(Call("RestartUnit", "ibkr-api-ready.target")));
    }

    [Fact]
    public async Task The_ready_target_follows_the_API_and_what_waits_for_it_waits()
    {
        await using var host = await Container.BootAsync("dep-target", tree.Container, Token);
        var agent = await SetUpAsync(host, [.. BotAndApi, ("restart_dependents", "yes")]);
        const string Service = "[Service]\nExecStart=/usr/bin/sleep infinity\n";
        host.WriteFile(
            "/etc/systemd/system/waiter.service",
            $"[Unit]\nWants=ibkr-api-ready.target\nAfter=ibkr-api-ready.target\n{Service}"
        );
        host.WriteFile(
            "/etc/systemd/system/follower.service",
            $"[Unit]\nAfter=ibkr-api-ready.target\n{Service}[Install]\nWantedBy=ibkr-api-ready.target\n"
        );
        await agent.RunAsync("systemctl daemon-reload; systemctl enable -q follower; ibkr-agent configure dependents");
        await agent.RunAsync("systemctl start --no-block waiter");
        await agent.PrepareStandInAsync("login-mode second-factor");
        await agent.StartAsync();
        await agent.VerdictAsync("AwaitingTwoFactor");
        Assert.Equal(
            ["inactive", "inactive", "inactive"],
            [
                await StateAsync(agent, "ibkr-api-ready.target"),
                await StateAsync(agent, "waiter"),
                await StateAsync(agent, "follower"),
            ]
        );

        await agent.SteerAsync("second-factor approve");
        await agent.UntilAsync(
            "! systemctl is-active ibkr-api-ready.target waiter follower bot api | grep -qvx active"
        );
        var (waiter, follower, bot) = (
            await PidAsync(agent, "waiter"),
            await PidAsync(agent, "follower"),
            await PidAsync(agent, "bot")
        );

        // Not touched by a restart of the agent.
        var entered = await ActiveSinceAsync(agent, "ibkr-api-ready.target");
        await agent.RunAsync("systemctl restart ibkr-agent");
        await agent.VerdictLastsAsync("Ready", 4);
        Assert.Equal(entered, await ActiveSinceAsync(agent, "ibkr-api-ready.target"));

        // The Gateway dies, and the next login waits: the target goes after its time, the services stay.
        await agent.RunAsync("kill -9 $(pgrep -x java)");
        await agent.VerdictAsync("AwaitingTwoFactor");
        await agent.UntilAsync("[ $(systemctl is-active ibkr-api-ready.target) = inactive ]");
        Assert.Equal(
            (waiter, follower, bot),
            (await PidAsync(agent, "waiter"), await PidAsync(agent, "follower"), await PidAsync(agent, "bot"))
        );

        // Ready again: the Gateway first, then the dependents, because they are to be restarted with it.
        await agent.SteerAsync("second-factor approve");
        await agent.UntilAsync(
            $"systemctl is-active --quiet ibkr-api-ready.target && systemctl is-active --quiet bot && [ $(systemctl show -P MainPID bot) != {bot} ]"
        );
        var ready = await agent.EventAsync(AgentEvent.VerdictChanged, "main: Ready", 3);
        var replaced = await agent.EventAsync(AgentEvent.RestartingDependent, "bot.service: the Gateway was replaced");
        Assert.True(replaced.At >= ready.At);
        Assert.Equal((waiter, follower), (await PidAsync(agent, "waiter"), await PidAsync(agent, "follower")));
    }

    private static async Task<RunningAgent> SetUpAsync(Container host, params (string Key, string Value)[] settings)
    {
        var agent = RunningAgent.SetUp(host, settings);
        host.WriteFile("/etc/ibkr/dependents.env", "API_KEY=sesame\n");
        host.WriteFile("/opt/api", Server);
        host.WriteFile("/etc/systemd/system/bot.service", "[Service]\nExecStart=/usr/bin/sleep infinity\n");
        host.WriteFile("/etc/systemd/system/other.service", "[Service]\nExecStart=/usr/bin/sleep infinity\n");
        host.WriteFile("/etc/systemd/system/api.service", "[Service]\nExecStart=/usr/bin/perl /opt/api\n");
        await agent.RunAsync("touch /run/well; systemctl daemon-reload");
        return agent;
    }

    /// <summary>A command line that asks systemd as the agent's user, and prints whether polkit let it.</summary>
    private static string Call(string method, string unit)
    {
        var arguments = method == "KillUnit" ? $"ssi {unit} main 15" : $"ss {unit} replace";
        return "runuser -u ibkr-agent -- busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 "
            + $"org.freedesktop.systemd1.Manager {method} {arguments} 2>&1 | "
            + "sed -e 's/.*[Aa]ccess denied.*/refused/' -e 's/^o \\\".*/granted/' -e 's/.*authenticat.*/refused by default/'";
    }

    private static async Task<int> RestartsOfBotAsync(RunningAgent agent) =>
        (await agent.EventsAsync(AgentEvent.RestartingDependent)).Count(entry => entry["IBKR_UNIT"] == "bot.service");

    private static Task<string> StateAsync(RunningAgent agent, string unit) => agent.ShowAsync(unit, "ActiveState");

    private static Task<string> PidAsync(RunningAgent agent, string unit) => agent.ShowAsync(unit, "MainPID");

    private static async Task<long> ActiveSinceAsync(RunningAgent agent, string unit) =>
        long.Parse(await agent.ShowAsync(unit, "ActiveEnterTimestampMonotonic"), CultureInfo.InvariantCulture);
}
