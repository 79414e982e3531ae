namespace IbkrAgent.SystemTests;

public sealed class DisplayTests(BootedHost host) : IClassFixture<BootedHost>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Installation.StartAnythingAsGatewayAsync(host.Container, Token);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_Gateway_can_use_the_display()
    {
        var environment = await host.Container.RunAsync("systemctl show -P Environment ibkr-gateway", Token);

        var result = await host.Container.RunAsync(
            $"nsenter -m -t $(systemctl show -P MainPID ibkr-gateway) setpriv --reuid ibkr-gateway --regid ibkr-gateway "
                + $"--clear-groups env {environment.Text} xdpyinfo",
            Token
        );

        Assert.Contains("dimensions:    1280x1024 pixels", result.OrFail().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_can()
    {
        var withoutCookie = await host.Container.RunAsync("xdpyinfo -display :99", Token);
        var cookie = await host.Container.RunAsync(
            "setpriv --reuid ibkr-agent --regid ibkr-agent --init-groups cat /run/ibkr-display/main/xauthority",
            Token
        );

        Assert.Contains("unable to open display", withoutCookie.Errors, StringComparison.Ordinal);
        Assert.Contains("Permission denied", cookie.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_of_the_display_starts_nothing_behind_the_agents_back()
    {
        var before = (await host.Container.RunAsync("systemctl show -P InvocationID ibkr-gateway", Token)).Text;

        (await host.Container.RunAsync("systemctl kill -s KILL xvfb", Token)).OrFail();
        await Eventually.SucceedsAsync(host.Container, "systemctl is-failed xvfb", TimeSpan.FromSeconds(10), Token);

        Assert.Equal(
            before,
            (await host.Container.RunAsync("systemctl show -P InvocationID ibkr-gateway", Token)).Text
        );
        // The next test begins with a display.
        (await host.Container.RunAsync("systemctl stop ibkr-gateway && systemctl reset-failed xvfb", Token)).OrFail();
    }

    [Fact]
    public async Task It_goes_with_the_Gateway()
    {
        (await host.Container.RunAsync("systemctl stop ibkr-gateway", Token)).OrFail();

        await Eventually.SucceedsAsync(
            host.Container,
            "test \"$(systemctl is-active xvfb)\" = inactive",
            TimeSpan.FromSeconds(10),
            Token
        );
    }

    [Fact]
    public async Task It_does_not_start_where_a_stranger_holds_its_name()
    {
        // Clients try the abstract socket first: on somebody else's the Gateway would show its login.
        const string Squat = """
            systemctl stop ibkr-gateway
            systemd-run --quiet -p User=nobody --unit=stranger -p Type=exec perl -e '
                use Socket;
                socket(S, AF_UNIX, SOCK_STREAM, 0);
                bind(S, pack_sockaddr_un("\0/tmp/.X11-unix/X99")) or die;
                listen(S, 5);
                sleep'
            until grep -q @/tmp/.X11-unix/X99 /proc/net/unix; do sleep 0.05; done
            systemctl start ibkr-gateway
            systemctl is-active xvfb ibkr-gateway
            systemctl stop stranger
            """;

        var result = await host.Container.RunAsync(Squat, Token);

        Assert.Equal("failed\ninactive", result.Text);
    }
}
