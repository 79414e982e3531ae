using System.Globalization;

namespace IbkrAgent.SystemTests;

/// <summary>Chapters of docs/operations.md, walked by their own commands: records, upgrade and removal.</summary>
public sealed class LookingBackTests(InstalledTree tree)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_history_bug_report_upgrade_and_removal()
    {
        await using var host = await Container.BootAsync("walk-records", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        await IsLockedOutAndComesBackAsync(agent);

        await WalkLogsAsync(host);
        await WalkHistoryAsync(host);
        await WalkBugReportAsync(agent);
        await WalkUpgradeAsync(agent);
        await WalkRemovalAsync(agent);
    }

    /// <summary>Something to look back at.</summary>
    private static async Task IsLockedOutAndComesBackAsync(RunningAgent agent)
    {
        await agent.SteerAsync("--keep scenario login-failed");
        await agent.RunAsync("ibkr-agent restart");
        await agent.VerdictLastsAsync("LockedOut", 2); // what passes within a second is no incident
        await agent.SteerAsync("--keep scenario normal");
        await agent.RunAsync("ibkr-agent ack");
        await agent.VerdictAsync("Ready");
        await agent.EventAsync(AgentEvent.IncidentEnded, "Ready after");
    }

    private static async Task WalkLogsAsync(Container host)
    {
        var chapter = new Chapter("Logs");
        foreach (
            var (command, shown) in new[]
            {
                ("journalctl -u ibkr-agent", "main: LockedOut"),
                ("journalctl -u ibkr-gateway", "IBC: Login attempt: 1"),
                ("journalctl -xu ibkr-agent", "Subject: The verdict on gateway main changed"),
                ("journalctl -u ibkr-agent -o verbose", "IBKR_VERDICT=LockedOut"),
                ("journalctl MESSAGE_ID=b275b1c15539ed6e64ee5f0f3c422001", "main: Ready"),
                ("journalctl MESSAGE_ID=b275b1c15539ed6e64ee5f0f3c421101", "asked for ack"),
                ("journalctl IBKR_VERDICT=LockedOut", "main: LockedOut"),
            }
        )
            Assert.Contains(shown, await chapter.DoAsync(host, command), StringComparison.Ordinal);
        chapter.Done();
    }

    private static async Task WalkHistoryAsync(Container host)
    {
        var chapter = new Chapter("History");
        Assert.Matches("(?m) main operator .* asked for ack", await chapter.DoAsync(host, "ibkr-agent history"));
        var some = await chapter.DoAsync(host, "ibkr-agent history --since 7d --kind incident --kind restart");
        Assert.Matches("(?m) main incident .*; over at .* \\(Ready\\)$", some);
        Assert.All(some.Split('\n'), line => Assert.Matches(" main (incident|restart) ", line));
        var period = await chapter.DoAsync(
            host,
            "ibkr-agent history --since '2026-11-30 14:00' --until '2026-11-30 16:00' --gateway live",
            ("2026-11-30 14:00", Minute(DateTime.UtcNow.AddHours(-1))),
            ("2026-11-30 16:00", Minute(DateTime.UtcNow.AddHours(1))),
            ("live", "main")
        );
        Assert.Matches("(?m) main login +logged in: in full, no second factor", period);
        var logins = await chapter.DoAsync(
            host,
            "ibkr-agent history --since yesterday --json | jq -r 'select(.kind == \"login\") | .text'"
        );
        Assert.Matches("(?m)^logged in: in full, no second factor", logins);
        chapter.Done();
    }

    private static async Task WalkBugReportAsync(RunningAgent agent)
    {
        var chapter = new Chapter("A bug report");
        await chapter.DoAsync(agent.Host, "sudo ibkr-agent bundle");
        await chapter.DoAsync(agent.Host, "sudo ibkr-agent bundle --since 3h --output /root/bundle.tar.gz");
        await agent.RunAsync("mkdir /root/whole && mv /root/ibkr-agent-bundle-*.tar.gz /root/whole/");
        await chapter.DoAsync(
            agent.Host,
            "sudo ibkr-agent bundle --since '2026-11-20 21:00' --until '2026-11-20 22:30'",
            ("2026-11-20 21:00", Minute(DateTime.UtcNow.AddDays(-2))),
            ("2026-11-20 22:30", Minute(DateTime.UtcNow.AddDays(-1)))
        );
        const string LockedOut = "--to-stdout --wildcards '*verdicts.txt' | grep -c LockedOut || true";
        foreach (
            var (file, found) in new[]
            {
                ("/root/whole/ibkr-agent-bundle-*.tar.gz", true),
                ("/root/bundle.tar.gz", true),
                ("/root/ibkr-agent-bundle-*.tar.gz", false),
            }
        )
        {
            Assert.Equal("600 root", await agent.RunAsync($"stat -c '%a %U' {file}"));
            Assert.Equal(found, await agent.RunAsync($"tar --extract --file {file} {LockedOut}") != "0");
        }

        chapter.Done();
    }

    private static async Task WalkUpgradeAsync(RunningAgent agent)
    {
        var chapter = new Chapter("Upgrade");
        var java = await agent.JavaAsync();
        var daemon = await agent.ShowAsync("ibkr-agent", "MainPID");
        await Installation.BuildHigherAsync(agent.Host, "/root/ibkr-agent_99.0_amd64.deb", Token);

        // Enter, when dpkg asks, is "keep mine".
        var told = await chapter.DoAsync(
            agent.Host,
            "sudo apt install ./ibkr-agent_VERSION_amd64.deb",
            ("VERSION", "99.0")
        );
        Assert.Contains("Configuration file '/etc/ibkr/agent.ini'", told, StringComparison.Ordinal);
        Assert.Contains("\nrestart_pause = 1s\n", agent.Host.ReadFile("/etc/ibkr/agent.ini"), StringComparison.Ordinal);
        Assert.Equal("99.0", await agent.RunAsync("dpkg-query --show --showformat='${Version}' ibkr-agent"));
        await agent.VerdictAsync("Ready");
        Assert.NotEqual(daemon, await agent.ShowAsync("ibkr-agent", "MainPID"));
        Assert.Equal(java, await agent.JavaAsync());

        // Settings that it refuses.
        agent.Set(("mode", "perhaps"));
        Assert.NotEqual(0, await agent.StatusOfAsync("systemctl restart ibkr-agent"));
        Assert.Equal("78", await agent.ShowAsync("ibkr-agent", "ExecMainStatus"));
        Assert.Contains(
            "mode: 'perhaps'",
            await chapter.DoAsync(agent.Host, "journalctl -u ibkr-agent"),
            StringComparison.Ordinal
        );
        agent.Set(("mode", "act"));

        // A new Gateway, and back.
        await agent.RunAsync("cp -a /opt/ibgateway/10.45.1j /opt/ibgateway/10.46.1a");
        foreach (var version in (string[])["10.46.1a", "10.45.1j"])
        {
            java = await agent.JavaAsync();
            agent.Set(("gateway_version", version));
            await agent.RunAsync("systemctl restart ibkr-agent");
            await agent.VerdictAsync("Ready");
            Assert.Equal(java, await agent.JavaAsync());
            await chapter.DoAsync(agent.Host, "ibkr-agent restart");
            await agent.ReadyAgainAsync(java);
            Assert.Contains(
                $"IBKR_GATEWAY_VERSION=\"{version}\"",
                await agent.RunAsync("cat /run/ibkr-gateway/main/launch.env"),
                StringComparison.Ordinal
            );
        }

        chapter.Done();
    }

    private static async Task WalkRemovalAsync(RunningAgent agent)
    {
        var chapter = new Chapter("Remove");
        var java = await agent.JavaAsync();
        var told = await chapter.DoAsync(agent.Host, "sudo apt remove ibkr-agent");
        Assert.Contains("the Gateway still runs", told, StringComparison.Ordinal);
        Assert.Equal(java, await agent.JavaAsync());
        Assert.NotEqual(0, await agent.StatusOfAsync("systemctl is-active ibkr-agent ibkr-gateway-restart.timer"));
        Assert.Equal(0, await agent.StatusOfAsync("ls /etc/ibkr/agent.ini /etc/ibkr/credentials.env"));

        await agent.RunAsync("systemctl stop ibkr-gateway && touch /etc/ibkr/mine");
        Assert.Equal(1, await agent.StatusOfAsync(RunningAgent.JavaRuns));
        await chapter.DoAsync(agent.Host, "sudo apt purge ibkr-agent");
        Assert.Equal("mine", await agent.RunAsync("ls -A /etc/ibkr"));
        Assert.Equal("", await agent.RunAsync("ls -d /var/lib/ibkr-* 2>/dev/null || true"));
        Assert.Equal(0, await agent.StatusOfAsync("test -d /opt/ibgateway && getent passwd ibkr-agent"));
        chapter.Done();
    }

    /// <summary>As the document writes it; the containers' clock is that of UTC.</summary>
    private static string Minute(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
