using System.Text.Json;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Tests.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class HealthCheckCommandTests
{
    private static readonly HealthCheckCommand.Arguments Plain = new(
        Json: false,
        Timeout: null,
        InstanceName.Main,
        new HealthDemand(RequireReady: false, Strict: false),
        Direct: false
    );

    private static readonly DirectFinding Closed = new(
        Verdict.PortClosed,
        "nothing listens on port 4002",
        "is the login done?"
    );

    private readonly TestTerminal _terminal = new();
    private TimeSpan? _lookedFor = TimeSpan.Zero;

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
    public async Task Without_the_daemon_a_look_of_our_own_decides_and_says_so()
    {
        await using var fixture = new ControlFixture();
        Assert.Equal(2, await RunAsync(Plain, fixture));
        Assert.Equal(
            "main: PortClosed: nothing listens on port 4002; is the login done? "
                + $"(seen without the daemon: there is no {fixture.Path})\n",
            _terminal.Out
        );
        Assert.Empty(_terminal.Error);
    }

    [Fact]
    public async Task Direct_does_not_ask_the_daemon()
    {
        await using var fixture = await ControlFixture.StartAsync();
        Assert.Equal(2, await RunAsync(Plain with { Direct = true }, fixture));
        Assert.EndsWith("(seen without the daemon)\n", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_document_whoever_looked()
    {
        await using var fixture = await ControlFixture.StartAsync();
        Assert.Equal(0, await RunAsync(Plain with { Json = true }, fixture));
        Assert.Equal(2, await RunAsync(Plain with { Json = true, Direct = true }, fixture));
        var documents = _terminal
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, ControlJson.Default.HealthDocument)!);
        Assert.Equal(
            [(1, 0, Verdict.Ready, "daemon"), (1, 2, Verdict.PortClosed, "direct")],
            documents.Select(document => (document.Schema, document.Status, document.Verdict, document.Source))
        );
    }

    [Fact]
    public async Task The_time_is_limited_only_when_the_caller_limits_it()
    {
        await using var fixture = new ControlFixture();
        await RunAsync(Plain, fixture);
        Assert.Null(_lookedFor);
        await RunAsync(Plain with { Timeout = TimeSpan.FromSeconds(8) }, fixture);
        Assert.InRange(_lookedFor!.Value, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8));
        await RunAsync(Plain with { Timeout = TimeSpan.FromSeconds(8), Direct = true }, fixture);
        Assert.Equal(TimeSpan.FromSeconds(8), _lookedFor);
    }

    [Fact]
    public async Task A_gateway_that_works_but_not_as_it_should_is_6_for_who_is_strict()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Some.Report(Verdict.Degraded)];
        Assert.Equal(0, await RunAsync(Plain, fixture));
        Assert.Equal(6, await RunAsync(Plain with { Demand = new(RequireReady: false, Strict: true) }, fixture));
    }

    [Fact]
    public async Task Stopped_on_purpose_is_not_ready()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Some.Report(Verdict.Stopped) with { OnPurpose = true }];
        Assert.Equal(0, await RunAsync(Plain, fixture));
        Assert.Equal(7, await RunAsync(Plain with { Demand = new(RequireReady: true, Strict: false) }, fixture));
    }

    [Fact]
    public async Task A_gateway_the_daemon_does_not_know_is_wrong_usage()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [];
        Assert.Equal(64, await RunAsync(Plain, fixture));
        Assert.Empty(_terminal.Out);
        Assert.StartsWith("ibkr-agent: there is no gateway of that name", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unless_one_is_named_main_is_meant_or_the_only_one()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var unnamed = Plain with { Gateway = null };
        fixture.Desk.Reports = [Named("live"), Named("main")];
        Assert.Equal(0, await RunAsync(unnamed, fixture));
        fixture.Desk.Reports = [Named("live")];
        Assert.Equal(0, await RunAsync(unnamed, fixture));
        Assert.Equal(["main: Ready: it was seen", "live: Ready: it was seen", ""], _terminal.Out.Split('\n'));

        fixture.Desk.Reports = [Named("a"), Named("b")];
        Assert.Equal(64, await RunAsync(unnamed, fixture));
        Assert.Equal("ibkr-agent: which gateway is meant? --gateway NAME says it; there is: a, b\n", _terminal.Error);
    }

    private static GatewayReport Named(string name) => Some.Report(Verdict.Ready) with { Name = name };

    private Task<int> RunAsync(HealthCheckCommand.Arguments arguments, ControlFixture fixture) =>
        HealthCheckCommand.RunAsync(
            arguments,
            _terminal.Terminal,
            fixture.Client,
            (_, timeout, _) =>
            {
                _lookedFor = timeout;
                return Task.FromResult<DirectLookResult>(new DirectLookResult.Found(InstanceName.Main, Closed));
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
}
