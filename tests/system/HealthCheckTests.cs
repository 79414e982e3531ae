namespace IbkrAgent.SystemTests;

/// <summary>Every exit status of health-check, told by the daemon and, where one look can tell it, without.</summary>
public sealed class HealthCheckTests(BootedHost host) : IClassFixture<BootedHost>, IAsyncLifetime
{
    private const string Daemon = "ibkr-agent health-check";
    private const string Direct = "ibkr-agent health-check --direct";

    private readonly RunningAgent _agent = new(host.Container);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Each test begins with a Gateway that is ready.</summary>
    public async ValueTask InitializeAsync()
    {
        if (await _agent.StatusOfAsync("systemctl is-enabled ibkr-agent") != 0)
        {
            RunningAgent.SetUp(host.Container, RunningAgent.Tireless).Set(("start_timeout", "10s"));
            await _agent.RunAsync("useradd -M -G ibkr member && useradd -M stranger");
            await _agent.StartAsync();
        }

        await _agent.VerdictAsync("Ready");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Ready_is_0()
    {
        Assert.Equal(0, await _agent.StatusOfAsync(Daemon));
        Assert.Equal(0, await _agent.StatusOfAsync(Direct));
        Assert.Equal("1 0 Ready main daemon", await DocumentAsync($"{Daemon} --json"));
        Assert.Equal("1 0 Ready main direct", await DocumentAsync($"{Direct} --json"));
    }

    [Fact]
    public async Task It_needs_no_root()
    {
        Assert.Equal("1 0 Ready main daemon", await DocumentAsync($"{As("member")} {Daemon} --json"));
        Assert.Equal("1 0 Ready main direct", await DocumentAsync($"{As("stranger")} {Direct} --json"));
        // Who may not ask the daemon looks himself.
        Assert.Equal("1 0 Ready main direct", await DocumentAsync($"{As("stranger")} {Daemon} --json"));
    }

    [Fact]
    public async Task Without_the_daemon_it_looks_itself_and_says_so()
    {
        await _agent.RunAsync("systemctl stop ibkr-agent");
        Assert.Equal("1 0 Ready main direct", await DocumentAsync($"{Daemon} --json"));
        await _agent.RunAsync($"{Daemon} | grep -F '(seen without the daemon: '");
        await _agent.RunAsync("systemctl start ibkr-agent");
    }

    [Fact]
    public async Task Stopped_by_hand_is_1()
    {
        await _agent.RunAsync("systemctl stop ibkr-gateway");
        await _agent.VerdictAsync("Stopped");

        Assert.Equal(1, await _agent.StatusOfAsync(Daemon));
        Assert.Equal(1, await _agent.StatusOfAsync(Direct));
        await _agent.RunAsync("systemctl start ibkr-gateway");
    }

    [Fact]
    public async Task A_closed_port_is_2_and_7_while_it_may_still_open()
    {
        await _agent.RunAsync("touch /etc/ibkr/hands-off");
        await _agent.RunAsync("systemctl restart ibkr-gateway");
        await _agent.VerdictAsync("Ready");
        await _agent.SteerAsync("api refuse");
        Assert.Equal(7, await _agent.StatusOfAsync(Direct));
        await _agent.VerdictAsync("PortClosed");
        Assert.Equal(2, await _agent.StatusOfAsync(Daemon));
        await _agent.UntilAsync($"{Direct}; [ $? = 2 ]");

        await _agent.SteerAsync("api answer");
        await _agent.VerdictAsync("Ready");
        await _agent.RunAsync("rm /etc/ibkr/hands-off");
    }

    [Fact]
    public async Task A_lost_broker_is_4()
    {
        await _agent.SteerAsync("upstream lost");
        await _agent.VerdictAsync("UpstreamLost");

        Assert.Equal(4, await _agent.StatusOfAsync(Daemon));
        Assert.Equal(4, await _agent.StatusOfAsync(Direct)); // the stand-in tells it to a new session at once
        await _agent.SteerAsync("upstream restored");
    }

    [Fact]
    public async Task An_account_that_is_not_of_the_trading_mode_is_8()
    {
        await _agent.SteerAsync("set accounts U1234567");
        Assert.Equal(8, await _agent.StatusOfAsync(Direct));
        await _agent.SteerAsync("set accounts DU1234567");
    }

    [Fact]
    public async Task Several_at_once_are_all_0()
    {
        const string AtOnce =
            $"for i in 1 2 3; do {Direct} & all=\"$all $!\"; done; for one in $all; do wait $one || exit; done";
        Assert.Equal(0, await _agent.StatusOfAsync(AtOnce));
        Assert.Equal("1 0 Ready main daemon", await DocumentAsync($"{Daemon} --json"));
    }

    [Fact]
    public async Task An_API_that_is_silent_is_5()
    {
        await _agent.RunAsync("touch /etc/ibkr/hands-off");
        await _agent.SteerAsync("api silent");
        await _agent.VerdictAsync("ApiSilent");

        Assert.Equal(5, await _agent.StatusOfAsync(Daemon));
        Assert.Equal(5, await _agent.StatusOfAsync($"{Direct} --timeout 2s"));
        await _agent.SteerAsync("api answer");
        await _agent.VerdictAsync("Ready");
        await _agent.RunAsync("rm /etc/ibkr/hands-off");
    }

    [Fact]
    public async Task A_peer_that_is_no_Gateway_is_5()
    {
        // The held session goes, and whoever comes anew meets a stranger.
        await _agent.SteerAsync("api close");
        await _agent.VerdictAsync("ApiRejected");
        await _agent.SteerAsync("api garbage");

        Assert.Equal(5, await _agent.StatusOfAsync(Daemon));
        Assert.Equal(5, await _agent.StatusOfAsync(Direct));
        await _agent.SteerAsync("api answer");
    }

    [Fact]
    public async Task A_login_that_stands_still_is_7()
    {
        await _agent.RunAsync("touch /etc/ibkr/hands-off");
        await _agent.SteerAsync("--keep login-mode second-factor");
        await _agent.RunAsync("systemctl restart ibkr-gateway");
        Assert.Equal(7, await _agent.StatusOfAsync(Direct));
        await _agent.VerdictAsync("AwaitingTwoFactor");
        Assert.Equal(7, await _agent.StatusOfAsync(Daemon));

        await _agent.SteerAsync("--keep login-mode ok");
        await _agent.SteerAsync("second-factor approve");
        await _agent.RunAsync("rm /etc/ibkr/hands-off");
    }

    [Theory]
    [InlineData("mv /opt/ibc /opt/away", "mv /opt/away /opt/ibc")]
    [InlineData(
        "cp /etc/ibkr/credentials.env /root/away && sed -i 's/^IBKR_PASSWORD=.*/IBKR_PASSWORD=/' /etc/ibkr/credentials.env",
        "cp /root/away /etc/ibkr/credentials.env"
    )]
    public async Task What_is_missing_is_9(string remove, string bringBack)
    {
        var seen = (await _agent.EventsAsync(AgentEvent.InstallationChanged)).Count;
        await _agent.RunAsync("systemctl stop ibkr-gateway");
        await _agent.RunAsync(remove);
        await _agent.EventAsync(AgentEvent.InstallationChanged, count: seen + 1);
        await _agent.RunAsync("systemctl start ibkr-gateway");
        await _agent.VerdictAsync("NotConfigured");

        Assert.Equal(9, await _agent.StatusOfAsync(Daemon));
        Assert.Equal(9, await _agent.StatusOfAsync(Direct));

        // Nobody has to start it: the agent sees that the host is complete.
        await _agent.RunAsync(bringBack);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("status --nonsense")]
    [InlineData("restart --gateway other")]
    [InlineData("health-check --timeout soon")]
    public async Task Wrong_usage_is_64(string arguments) =>
        Assert.Equal(64, await _agent.StatusOfAsync($"ibkr-agent {arguments}"));

    private static string As(string user) => $"setpriv --reuid {user} --regid {user} --init-groups";

    private async Task<string> DocumentAsync(string command) =>
        (
            await host.Container.RunAsync(
                $"{command} | jq -r '[.schema, .status, .verdict, .gateway, .source] | join(\" \")'",
                Token
            )
        )
            .OrFail()
            .Text;
}
