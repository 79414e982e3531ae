namespace IbkrAgent.SystemTests;

/// <summary>The window of the Gateway, for a person who asks for it, and for nobody else.</summary>
public sealed class VncTests(InstalledTree tree)
{
    private const string Unit = "ibkr-gateway-vnc";
    private const string PasswordFile = "/etc/ibkr/vnc.passwd";

    /// <summary>What the server wants to know of who connects: 2 alone is a password.</summary>
    private const string SecurityTypes =
        """exec 3<>/dev/tcp/127.0.0.1/5900; read -r -n 12 version <&3; printf 'RFB 003.008\n' >&3; head -c 2 <&3 | od -An -tu1 | xargs""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_the_window_on_loopback_to_who_has_the_password_and_goes_with_the_display()
    {
        await using var host = await Container.BootAsync("vnc", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();

        // Off, and refused without a password file that is root's alone.
        Assert.Equal("inactive", await agent.ShowAsync(Unit, "ActiveState"));
        await AssertRefusedAsync(agent, $"there is no password in {PasswordFile}");
        await agent.RunAsync($"x11vnc -storepasswd swordfish {PasswordFile} && chmod 0644 {PasswordFile}");
        await AssertRefusedAsync(agent, $"{PasswordFile} is not root's alone");
        await agent.RunAsync($"chmod 0600 {PasswordFile}");

        await agent.RunAsync($"systemctl start {Unit}");

        await agent.UntilAsync("ss -ltnH 'sport = :5900' | grep -q .");
        Assert.Equal("127.0.0.1:5900", await agent.RunAsync("ss -ltnH 'sport = :5900' | awk '{print $4}'"));
        Assert.Equal("1 2", await agent.RunAsync(SecurityTypes));
        Assert.Equal("ibkr-gateway", await agent.RunAsync($"ps -o user= -p $(systemctl show -P MainPID {Unit})"));

        // The agent finds who looks, and leaves the Gateway in his hands.
        var java = await agent.JavaAsync();
        await agent.RunAsync(
            "systemd-run --quiet --unit=viewer bash -c 'exec 3<>/dev/tcp/127.0.0.1/5900; sleep infinity'"
        );
        await agent.UntilAsync("ss -tnH state established 'sport = :5900' | grep -q .");
        await agent.RunAsync("ibkr-agent restart --scheduled");
        await agent.UntilAsync(
            "ibkr-agent status | tr -s ' \\n' ' ' | grep -F 'not restarted while somebody looks at the Gateway'"
        );
        Assert.Equal(java, await agent.JavaAsync());
        await agent.RunAsync("systemctl stop viewer");
        await agent.ReadyAgainAsync(java);

        // It goes with the display, which it does not hold back, and comes back by nobody's hand but the operator's.
        await agent.RunAsync($"systemctl start {Unit} && systemctl stop ibkr-gateway");
        await agent.UntilAsync($"[ \"$(systemctl is-active {Unit} xvfb | xargs)\" = 'inactive inactive' ]");
        await AssertRefusedAsync(agent, "there is no window");
        await agent.RunAsync("systemctl start ibkr-gateway");
        await agent.VerdictAsync("Ready");
        Assert.NotEqual("active", await agent.ShowAsync(Unit, "ActiveState"));
    }

    [Fact]
    public async Task A_further_gateway_has_one_of_its_own()
    {
        await using var host = await Container.BootAsync("vnc-other", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.AddGatewayAsync("other", apiPort: 4012);
        // The section of the further gateway is the last one.
        await agent.RunAsync("sed -i '/^.gateway:other/,$ s/^vnc_port = .*/vnc_port = 5901/' /etc/ibkr/agent.ini");
        await agent.StartAsync();
        await agent.UntilAsync("ibkr-agent health-check --gateway other --require-ready");

        const string Password = "/etc/ibkr/other/vnc.passwd";
        await agent.RunAsync($"x11vnc -storepasswd swordfish {Password} && chmod 0600 {Password}");
        await agent.RunAsync($"systemctl start {Unit}@other");

        await agent.UntilAsync("ss -ltnH 'sport = :5901' | grep -q .");
        Assert.Equal("127.0.0.1:5901", await agent.RunAsync("ss -ltnH 'sport = :5901' | awk '{print $4}'"));
    }

    private static async Task AssertRefusedAsync(RunningAgent agent, string why)
    {
        Assert.NotEqual(0, await agent.StatusOfAsync($"systemctl start {Unit}"));
        var said = await agent.RunAsync($"journalctl -u {Unit} -o cat -n 20");
        Assert.Contains($"not started: {why}", said, StringComparison.Ordinal);
    }
}
