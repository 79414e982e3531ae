namespace IbkrAgent.SystemTests;

/// <summary>Upgrade, removal and purge; each test has a container of its own.</summary>
public sealed class LifecycleTests(InstalledTree tree)
{
    // Not the package's: what the system writes as time goes by, and dpkg's and the user database's own backups.
    private const string ListFiles = """
        find / -xdev \( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/tmp -o -path /var/log \
            -o -path /var/cache -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/lib/systemd/catalog \) -prune \
            -o -not -name '*-' -print | sort
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upgrade_keeps_credentials_and_edited_settings_and_starts_nothing()
    {
        await using var host = await Container.BootAsync("upgrade", tree.Container, Token);
        const string Edit = """
            set -e
            echo IBKR_USERNAME=edited >/etc/ibkr/credentials.env
            echo DISCORD_WEBHOOK_URL=edited >/etc/ibkr/alerts.env
            echo '# edited' >>/etc/ibkr/config.ini
            chmod 0400 /etc/ibkr/config.ini
            systemctl disable ibkr-gateway-restart.timer
            """;
        (await host.RunAsync(Edit, Token)).OrFail();

        await Installation.UpgradeAsync(host, Token);

        Assert.Equal("IBKR_USERNAME=edited\n", host.ReadFile("/etc/ibkr/credentials.env"));
        Assert.Equal("DISCORD_WEBHOOK_URL=edited\n", host.ReadFile("/etc/ibkr/alerts.env"));
        Assert.EndsWith("# edited\n", host.ReadFile("/etc/ibkr/config.ini"), StringComparison.Ordinal);
        Assert.EndsWith("# new in 99.0\n", host.ReadFile("/etc/ibkr/agent.ini"), StringComparison.Ordinal);
        const string Modes = "stat -c '%U:%G %a' /etc/ibkr/{config.ini,credentials.env,alerts.env} | xargs";
        var modes = await host.RunAsync(Modes, Token);
        Assert.Equal("root:ibkr-gateway 400 root:root 600 root:root 600", modes.Text);
        var active = await host.RunAsync("systemctl is-active ibkr-agent ibkr-gateway xvfb | xargs", Token);
        Assert.Equal("inactive inactive inactive", active.Text);
        Assert.Equal("disabled", (await host.RunAsync("systemctl is-enabled ibkr-gateway-restart.timer", Token)).Text);
    }

    [Fact]
    public async Task A_running_Gateway_lives_through_upgrade_and_removal()
    {
        await using var host = await Container.BootAsync("untouched", tree.Container, Token);
        await Installation.StartAnythingAsGatewayAsync(host, Token);
        const string MainPid = "systemctl show -P MainPID ibkr-gateway.service";
        var before = (await host.RunAsync(MainPid, Token)).Text;
        const string Timers = "ibkr-gateway-restart.timer ibkr-gateway-restart@live.timer";
        (await host.RunAsync($"systemctl start {Timers}", Token)).OrFail();

        await Installation.UpgradeAsync(host, Token);
        var upgraded = (await host.RunAsync(MainPid, Token)).Text;
        Assert.Equal("active\nactive", (await host.RunAsync($"systemctl is-active {Timers}", Token)).Text);
        var removal = (await host.RunAsync("apt-get remove -y ibkr-agent", Token)).OrFail();
        var removed = (await host.RunAsync(MainPid, Token)).Text;

        Assert.Equal("inactive\ninactive", (await host.RunAsync($"systemctl is-active {Timers}", Token)).Text);
        Assert.NotEqual("0", before);
        Assert.Equal(before, upgraded);
        Assert.Equal(before, removed);
        Assert.Contains("the Gateway still runs", removal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purge_leaves_the_files_as_they_were_and_the_operators_own()
    {
        await using var host = await Container.BootAsync("purge", on: null, Token);
        (await host.RunAsync("mkdir /etc/ibkr && echo mine >/etc/ibkr/mine", Token)).OrFail();
        var before = (await host.RunAsync(ListFiles, Token)).OrFail().Output;

        await Installation.InstallAsync(host, Token);
        const string Use = """
            set -e
            systemctl enable ibkr-agent
            mkdir -p /var/lib/ibkr-agent/main
            printf '[gateway:b]\napi_port = 4003\ndependents = bot.service\n' >>/etc/ibkr/agent.ini
            ibkr-agent add-gateway b
            systemctl enable --now ibkr-gateway-restart@b.timer
            ibkr-agent configure dependents
            ibkr-agent configure --yes --gateway b --api-port 4005 --dependents other.service
            ls /etc/ibkr/*.bak /etc/ibkr/b/*.bak /etc/polkit-1/rules.d/*.bak
            """;
        (await host.RunAsync(Use, Token)).OrFail();
        (await host.RunAsync("apt-get purge -y ibkr-agent", Token)).OrFail();

        Assert.Equal(before, (await host.RunAsync(ListFiles, Token)).OrFail().Output);
    }
}
