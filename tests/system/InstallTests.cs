namespace IbkrAgent.SystemTests;

public sealed class InstallTests(BootedHost host) : IClassFixture<BootedHost>
{
    /// <summary>What bash makes of the words that follow.</summary>
    private const string Complete =
        """bash -c '. /usr/share/bash-completion/completions/ibkr-agent; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ibkr_agent; echo "${COMPREPLY[@]}"' bash""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("getent passwd ibkr-agent | cut -d: -f6,7", "/var/lib/ibkr-agent:/usr/sbin/nologin")]
    [InlineData("getent passwd ibkr-gateway | cut -d: -f6,7", "/var/lib/ibkr-gateway/main:/usr/sbin/nologin")]
    [InlineData("getent group ibkr | cut -d: -f1,4", "ibkr:")]
    // Nothing is enabled but the timer that starts with the daemon, nothing runs.
    [InlineData("systemctl is-enabled ibkr-agent.service", "disabled")]
    [InlineData("systemctl is-enabled ibkr-gateway.service", "static")]
    [InlineData("systemctl is-enabled xvfb.service", "static")]
    [InlineData("systemctl is-enabled ibkr-gateway-vnc.service", "static")]
    [InlineData("systemctl is-enabled ibkr-api-ready.target", "static")]
    [InlineData("systemctl is-enabled ibkr-gateway-restart.timer", "enabled")]
    [InlineData("systemctl is-enabled ibkr-gateway-restart@live.timer", "disabled")]
    [InlineData("systemctl is-enabled ibkr-gateway-restart.service", "static")]
    [InlineData("systemctl show -P WantedBy ibkr-gateway-restart.timer", "ibkr-agent.service")]
    [InlineData("systemctl is-active ibkr-gateway-restart.timer", "inactive")]
    [InlineData("systemctl is-active ibkr-agent.service", "inactive")]
    [InlineData("systemctl is-active ibkr-gateway.service", "inactive")]
    [InlineData("systemctl is-active xvfb.service", "inactive")]
    [InlineData("systemctl is-active ibkr-gateway-vnc.service", "inactive")]
    [InlineData("systemctl --failed --no-legend", "")]
    // Secrets are no conffiles: dpkg would keep copies of them.
    [InlineData(
        "dpkg-query --show --showformat='${Conffiles}' ibkr-agent | awk '{print $1}' | xargs",
        "/etc/ibkr/agent.ini /etc/ibkr/config.ini /etc/needrestart/conf.d/ibkr-agent.conf"
    )]
    [InlineData("grep -v '^#' /etc/ibkr/credentials.env | xargs", "IBKR_USERNAME= IBKR_PASSWORD=")]
    [InlineData(
        "grep -v '^#' /etc/ibkr/alerts.env | xargs",
        "DISCORD_WEBHOOK_URL= TELEGRAM_BOT_TOKEN= TELEGRAM_CHAT_ID= WEBHOOK_URL= HEARTBEAT_URL="
    )]
    [InlineData(
        "dpkg -L ibkr-agent | grep /man/man | xargs -n 1 basename | sort | xargs",
        "agent.ini.5.gz ibkr-agent.1.gz ibkr-agent.service.8.gz man1 man5 man8"
    )]
    [InlineData($"{Complete} ibkr-agent sett", "settings")]
    [InlineData($"{Complete} ibkr-agent status --gateway ''", "main")]
    [InlineData($"{Complete} ibkr-agent test-alert --channel d", "discord")]
    [InlineData($"{Complete} ibkr-agent configure d", "dependents")]
    [InlineData($"{Complete} ibkr-agent settings --config /etc/ibkr/ag", "/etc/ibkr/agent.ini")]
    // What alerts and remedies point to is on the host, and can be read as it is.
    [InlineData("ls /usr/share/doc/ibkr-agent/README.md /usr/share/doc/ibkr-agent/docs/operations.md | wc -l", "2")]
    // journalctl -x knows the entries.
    [InlineData(
        "journalctl --dump-catalog b275b1c15539ed6e64ee5f0f3c422001 | grep ^Subject",
        "Subject: The verdict on gateway @IBKR_GATEWAY@ changed"
    )]
    public async Task The_package_leaves(string command, string expected) =>
        Assert.Equal(expected, (await host.Container.RunAsync(command, Token)).Text);

    [Theory]
    [InlineData("/etc/ibkr", "root:root 755")]
    [InlineData("/etc/ibkr/agent.ini", "root:root 644")]
    [InlineData("/etc/ibkr/alerts.env", "root:root 600")]
    [InlineData("/etc/ibkr/config.ini", "root:ibkr-gateway 640")]
    [InlineData("/etc/ibkr/credentials.env", "root:root 600")]
    [InlineData("/usr/lib/ibkr-agent/choose-display", "root:root 755")]
    [InlineData("/usr/lib/ibkr-agent/take-vnc-password", "root:root 755")]
    [InlineData("/etc/ibkr/dependents.env", "root:root 600")]
    [InlineData("/usr/lib/ibkr-agent/ibkr-agent", "root:root 755")]
    [InlineData("/usr/share/ibkr-agent/nyse.calendar", "root:root 644")]
    [InlineData("/usr/share/polkit-1/rules.d/50-ibkr-agent.rules", "root:root 644")]
    public async Task The_package_sets_owner_and_mode_of(string path, string expected) =>
        Assert.Equal(expected, (await host.Container.RunAsync($"stat -c '%U:%G %a' {path}", Token)).OrFail().Text);

    [Fact]
    public async Task The_shipped_settings_are_the_defaults_and_secrets_are_for_root()
    {
        var shown = (await host.Container.RunAsync("ibkr-agent settings --changed", Token)).OrFail();
        Assert.Equal("", shown.Errors);
        Assert.StartsWith(
            "/etc/ibkr/agent.ini\n\n[alerts]\neverything at its default\n\n[gateway:main]\neverything at its default\n",
            shown.Text,
            StringComparison.Ordinal
        );
        Assert.Matches("IBKR_PASSWORD +is empty", shown.Text);

        var others = (await host.Container.RunAsync("runuser -u nobody -- ibkr-agent settings", Token)).OrFail();
        Assert.Matches("(?m)^trading_mode +paper +line [0-9]+, as the default$", others.Text);
        Assert.Contains("is denied. As root: sudo ibkr-agent settings", others.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("IBKR_PASSWORD", others.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ibkr-agent.service")]
    [InlineData("ibkr-agent-failure@ibkr-agent.service.service")]
    [InlineData("ibkr-api-ready.target")]
    [InlineData("ibkr-api-ready@live.target")]
    [InlineData("ibkr-gateway.service")]
    [InlineData("ibkr-gateway-restart.service")]
    [InlineData("ibkr-gateway-restart.timer")]
    [InlineData("ibkr-gateway-restart@other.service")]
    [InlineData("ibkr-gateway-restart@other.timer")]
    [InlineData("xvfb.service")]
    [InlineData("ibkr-gateway@other.service")]
    [InlineData("xvfb@other.service")]
    [InlineData("ibkr-gateway-vnc.service")]
    [InlineData("ibkr-gateway-vnc@other.service")]
    public async Task Systemd_has_nothing_to_say_about(string unit)
    {
        var result = await host.Container.RunAsync($"systemd-analyze verify --man=no {unit}", Token);

        Assert.Equal(new(0, "", ""), result);
    }

    [Theory]
    [InlineData("ibkr-agent.service", 1.3)]
    [InlineData("ibkr-agent-failure@ibkr-agent.service.service", 1.3)]
    [InlineData("ibkr-api-ready-wait.service", 2)]
    [InlineData("ibkr-gateway.service", 3.5)]
    [InlineData("ibkr-gateway-restart.service", 1.3)]
    [InlineData("ibkr-gateway-restart@other.service", 1.3)]
    [InlineData("xvfb.service", 2.5)]
    [InlineData("ibkr-gateway@other.service", 3.5)]
    [InlineData("xvfb@other.service", 2.5)]
    [InlineData("ibkr-gateway-vnc.service", 2.5)]
    [InlineData("ibkr-gateway-vnc@other.service", 2.5)]
    public async Task The_exposure_is_at_most(string unit, double most)
    {
        var command = $"systemd-analyze security --no-pager {unit} | grep -oP 'Overall exposure level.*: \\K[0-9.]+'";
        var exposure = (await host.Container.RunAsync(command, Token)).OrFail().Text;

        Assert.InRange(double.Parse(exposure, System.Globalization.CultureInfo.InvariantCulture), 0, most);
    }
}
