using System.Text.Json;

namespace IbkrAgent.SystemTests;

/// <summary><c>ibkr-agent verify</c> on a host as the package leaves it, and on one that somebody broke.</summary>
public sealed class VerifyTests(InstalledTree tree)
{
    private const int Warned = 1;
    private const int Failed = 2;

    /// <summary>What a container shares with the machine that it runs on, and nobody here decides.</summary>
    private static readonly string[] NotOurs = ["clock", "memory", "disk"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_set_up_by_the_README_keeps_the_rules()
    {
        await using var host = await Container.BootAsync("verify", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("broker_host", "203.0.113.1:4000")]);
        await agent.RunAsync("systemctl enable ibkr-agent");
        await agent.StartAndBecomeReadyAsync();
        await agent.RunAsync("nft -f /usr/share/doc/ibkr-agent/examples/ibkr-gateway.nft");

        var text = await host.RunAsync("ibkr-agent verify", Token);
        // The limits that this test is set up with, no channel for alerts, and a timer that is years away.
        Assert.Equal(["settings", "timer-zone", "alerts"], await ComplaintsAsync(host));
        Assert.Contains("PASS api-reach: ", text.Output, StringComparison.Ordinal);
        Assert.Contains("WARN alerts: ", text.Output, StringComparison.Ordinal);
        Assert.EndsWith(" failed\n", text.Output, StringComparison.Ordinal);

        // It looked, and did nothing.
        await agent.SeenLastRunAsync();
        await agent.VerdictAsync("Ready");
    }

    [Fact]
    public async Task What_is_broken_is_named()
    {
        const string Break = """
            set -e
            cd /etc/ibkr
            chmod 0644 alerts.env
            sed -i 's/^CommandServerPort=.*/CommandServerPort=0/; s/^BindAddress=.*/BindAddress=/' config.ini
            sed -i 's/^AutoRestartTime=.*/AutoRestartTime="11:45 PM"/' config.ini
            sed -i 's/^ExistingSessionDetectedAction=.*/ExistingSessionDetectedAction=primary/' config.ini
            echo 'IbPassword=not-the-one' >>config.ini
            echo 'ReloginAfterSecondFactorAuthenticationTimeout=yes' >>config.ini
            echo 'TrustedTwsApiClientIPs=192.0.2.7' >>config.ini
            echo 'ColdRestartTime=00:30' >>config.ini
            mkdir -p /etc/systemd/system/{ibkr-gateway.service,xvfb.service,ibkr-gateway-restart.timer}.d
            printf '[Service]\nRestart=always\nTimeoutStopSec=45\nStartLimitBurst=3\nLimitNOFILE=1024\nMemoryMax=512M\n' \
                >/etc/systemd/system/ibkr-gateway.service.d/mine.conf
            printf '[Service]\nExecStart=\nExecStart=/usr/bin/Xvfb ${DISPLAY} -ac -screen 0 1280x1024x24\n' \
                >/etc/systemd/system/xvfb.service.d/mine.conf
            printf '[Timer]\nOnCalendar=\nOnCalendar=*-*-* 16:30\nPersistent=yes\n' \
                >/etc/systemd/system/ibkr-gateway-restart.timer.d/another-day.conf
            printf '[Service]\nExecStart=/opt/ibc/gatewaystart.sh -inline\n[Install]\nWantedBy=multi-user.target\n' \
                >/etc/systemd/system/ibgateway.service
            printf '#!/bin/sh\npkill -9 -f ibgateway\n' >/usr/local/bin/restart-gateway.sh
            mkdir -p /etc/cron.d && echo '30 16 * * * root /opt/ibc/restart.sh' >/etc/cron.d/gateway
            rm -r /var/log/journal
            systemctl restart systemd-journald
            systemctl disable ibkr-agent
            systemctl daemon-reload
            systemctl start ibkr-gateway-restart.timer
            touch /etc/ibkr/hands-off
            """;
        await using var host = await Container.BootAsync("verify-broken", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.RunAsync(Break);

        var verify = await host.RunAsync("ibkr-agent verify", Token);

        Assert.Equal(Failed, verify.Status);
        Assert.Equal(
            [
                "file-modes",
                "settings",
                "hands",
                "command-port",
                "command-address",
                "controller-secrets",
                "existing-session",
                "one-recovery",
                "trusted-addresses",
                "restart-time",
                "cold-restart-time",
                "daemon",
                "unit-timeouts",
                "start-limit",
                "file-limit",
                "memory-limit",
                "display-closed",
                "timer-zone",
                "timer-persistence",
                "journal",
                "leftovers",
                "kill-by-name",
                "api-reach",
                "broker-route",
                "alerts",
                "verdict",
            ],
            await ComplaintsAsync(host)
        );
        foreach (
            var line in (string[])
                [
                    "     /etc/ibkr/alerts.env has mode 0644, and 0600 is the most",
                    "       -> sudo chmod 0600 /etc/ibkr/alerts.env",
                    "     /etc/systemd/system/ibgateway.service starts or stops a Gateway beside the agent",
                    "     /usr/local/bin/restart-gateway.sh calls pkill",
                    "     ibkr-gateway.service has Restart=always: systemd logs in again, whatever the exit status was",
                    "     other hosts can reach port 4002: no rule of nftables keeps them out",
                ]
        )
            Assert.Contains($"{line}\n", verify.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-one", verify.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_look_is_told_what_is_not_known()
    {
        await using var host = await Container.BootAsync("verify-user", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.RunAsync("useradd --create-home trader");

        var verify = await host.RunAsync(
            "setpriv --reuid trader --regid trader --init-groups ibkr-agent verify",
            Token
        );

        Assert.Equal(Failed, verify.Status);
        Assert.Equal("", verify.Errors);
        Assert.Contains(
            "not known: only root can read /etc/ibkr/credentials.env\n",
            verify.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("PASS unit-order: ", verify.Output, StringComparison.Ordinal);
    }

    /// <summary>The C library is replaced beneath everything that runs.</summary>
    [Fact]
    public async Task needrestart_restarts_the_agent_and_leaves_the_Gateway_alone()
    {
        await using var host = await Container.BootAsync("verify-needrestart", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var (java, display, daemon) = (
            await agent.JavaAsync(),
            await agent.ShowAsync("xvfb", "MainPID"),
            await agent.ShowAsync("ibkr-agent", "MainPID")
        );

        // Of the container's own: it cannot be restarted.
        host.WriteFile("/etc/needrestart/conf.d/broker.conf", "$nrconf{override_rc}{qr(^broker)} = 0;\n");
        await agent.RunAsync("cd /lib/x86_64-linux-gnu && cp -a libc.so.6 new && mv new libc.so.6");
        var said = await agent.RunAsync("needrestart -r a 2>&1");

        Assert.Matches(@"systemctl restart ibkr-agent\.service", said);
        await agent.UntilAsync($"[ \"$(systemctl show -P MainPID ibkr-agent)\" != {daemon} ]");
        await agent.VerdictAsync("Ready");
        Assert.Equal((java, display), (await agent.JavaAsync(), await agent.ShowAsync("xvfb", "MainPID")));
        Assert.Matches(@"(?s)deferred:.* restart ibkr-gateway\.service.* restart xvfb\.service", said);
        Assert.DoesNotContain("needrestart", await ComplaintsAsync(host));

        await agent.RunAsync("rm /etc/needrestart/conf.d/ibkr-agent.conf");
        Assert.Contains("needrestart", await ComplaintsAsync(host));
    }

    [Fact]
    public async Task unattended_upgrades_may_not_reboot_the_host()
    {
        await using var host = await Container.BootAsync("verify-upgrades", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        Assert.DoesNotContain("unattended-upgrades", await ComplaintsAsync(host));

        await agent.RunAsync(
            "sed -i 's|^//\\(Unattended-Upgrade::Automatic-Reboot\\) .*|\\1 \"true\";|' /etc/apt/apt.conf.d/50unattended-upgrades"
        );
        Assert.Contains("unattended-upgrades", await ComplaintsAsync(host));

        // The remedy, word by word.
        var remedy = await agent.RunAsync("ibkr-agent verify | grep -oP '(?<=-> set )Unattended-Upgrade::.*'");
        var parts = remedy.Split(" in ");
        host.WriteFile(parts[1], $"{parts[0]}\n");
        Assert.DoesNotContain("unattended-upgrades", await ComplaintsAsync(host));
    }

    /// <summary>The rules that are not kept, in the order of the book.</summary>
    private static async Task<string[]> ComplaintsAsync(Container host)
    {
        var verify = await host.RunAsync("ibkr-agent verify --json", Token);
        var report = JsonDocument.Parse(verify.Output).RootElement;
        Assert.Contains(verify.Status, (int[])[Warned, Failed]);
        return
        [
            .. report
                .GetProperty("rules")
                .EnumerateArray()
                .Where(rule => rule.GetProperty("grade").GetString() != "Pass")
                .Select(rule => rule.GetProperty("id").GetString()!)
                .Except(NotOurs),
        ];
    }
}
