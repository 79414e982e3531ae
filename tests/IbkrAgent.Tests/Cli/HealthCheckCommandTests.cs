using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Tests.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class HealthCheckCommandTests
{
    private static readonly HealthCheckCommand.Arguments Plain = new(
        Json: false,
        TimeSpan.FromSeconds(20),
        InstanceName.Main,
        RequireReady: false,
        Direct: false
    );

    private static readonly DirectFinding Closed = new(
        Verdict.PortClosed,
        "nothing listens on port 4002",
        "is the login done?"
    );

    private readonly TestTerminal _terminal = new();

    [Fact]
    public async Task The_daemon_is_asked_when_it_is_there()
    {
        await using var fixture = await ControlFixture.StartAsync();
        Assert.Equal(0, await RunAsync(Plain, fixture));
        Assert.Equal("main: Ready: it was seen\n", _terminal.Out);
    }

    [Fact]
    public async Task A_gateway_that_is_not_ready_is_one_line_and_its_status()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Some.Report(Verdict.ApiSilent) with { NextStep = "a restart in 10 s" }];
        Assert.Equal(5, await RunAsync(Plain, fixture));
        Assert.Equal("main: ApiSilent: it was seen; a restart in 10 s\n", _terminal.Out);
    }

    [Fact]
    public async Task Without_the_daemon_a_look_of_our_own_decides()
    {
        await using var fixture = new ControlFixture();
        Assert.Equal(2, await RunAsync(Plain, fixture));
        Assert.Equal(
            "main: PortClosed: nothing listens on port 4002; is the login done? (seen without the daemon)\n",
            _terminal.Out
        );
    }

    [Fact]
    public async Task Direct_does_not_ask_the_daemon()
    {
        await using var fixture = await ControlFixture.StartAsync();
        Assert.Equal(2, await RunAsync(Plain with { Direct = true }, fixture));
    }

    [Fact]
    public async Task Json_is_one_document()
    {
        await using var fixture = new ControlFixture();
        Assert.Equal(2, await RunAsync(Plain with { Json = true }, fixture));
        Assert.StartsWith(
            """{"schema":1,"status":2,"verdict":"PortClosed","reason":"nothing listens """
                + """on port 4002","nextStep":"is the login done?","gateway":"main","source":"direct","seenAt":"20""",
            _terminal.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Stopped_on_purpose_is_not_ready()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Some.Report(Verdict.Stopped) with { OnPurpose = true }];
        Assert.Equal(0, await RunAsync(Plain, fixture));
        Assert.Equal(7, await RunAsync(Plain with { RequireReady = true }, fixture));
    }

    [Fact]
    public async Task A_gateway_the_daemon_does_not_know_is_wrong_usage()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [];
        Assert.Equal(64, await RunAsync(Plain, fixture));
    }

    private Task<int> RunAsync(HealthCheckCommand.Arguments arguments, ControlFixture fixture) =>
        HealthCheckCommand.RunAsync(
            arguments,
            _terminal.Terminal,
            fixture.Client,
            (_, _, _) => Task.FromResult<DirectLookResult>(new DirectLookResult.Found(Closed)),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
}
