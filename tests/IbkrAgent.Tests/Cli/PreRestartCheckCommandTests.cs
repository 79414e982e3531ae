using System.Text.Json;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class PreRestartCheckCommandTests
{
    private static readonly PreRestartCheckCommand.Arguments Plain = new(Json: false, Gate: false, InstanceName.Main);

    private static readonly GatewayReport Ready = Some.Report(Verdict.Ready) with
    {
        Account = Some.Account with { Orders = [], Positions = [] },
    };

    private readonly TestTerminal _terminal = new();

    private DirectLookResult _look = new DirectLookResult.Found(
        InstanceName.Main,
        new(Verdict.Ready, "it answers", "")
    );

    private string? _late;

    [Theory]
    [InlineData(Verdict.Ready, 0, 0)]
    [InlineData(Verdict.UpstreamLost, 10, 10)]
    [InlineData(Verdict.WrongAccount, 20, 20)]
    [InlineData(Verdict.ApiSilent, 30, 0)] // a restart is its cure
    [InlineData(Verdict.PortClosed, 30, 0)]
    [InlineData(Verdict.ApiRejected, 30, 255)]
    public async Task The_status_is_the_answer_and_that_of_a_gate_is_for_systemd(Verdict verdict, int status, int gate)
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Ready with { Verdict = verdict }];

        Assert.Equal(status, await RunAsync(Plain, fixture));
        Assert.Equal(gate, await RunAsync(Plain with { Gate = true }, fixture));
    }

    [Fact]
    public async Task A_timer_that_triggers_long_after_its_time_is_not_let_through_nor_put_off()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Ready];
        _late = "it was due 2h ago";

        Assert.Equal(20, await RunAsync(Plain with { Gate = true }, fixture));
        Assert.Equal("main: the restart is left out: it was due 2h ago\n", _terminal.Out);

        Assert.Equal(0, await RunAsync(Plain, fixture)); // for people nothing is late
    }

    [Fact]
    public async Task Each_finding_has_a_line_with_the_setting_that_decides()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Ready with { Account = Some.Account with { Positions = [] } }];

        await RunAsync(Plain, fixture);

        var lines = _terminal.Out.Split('\n');
        Assert.Equal("main: defer: 1 of 1 open orders are at work", lines[0]);
        Assert.Contains("  defer orders     1 of 1 open orders are at work (restart_orders_at_work)", lines);
        Assert.Contains("  ok    positions  nothing is held", lines);
    }

    [Fact]
    public async Task Json_is_one_document_whoever_looked()
    {
        await using var running = await ControlFixture.StartAsync();
        running.Desk.Reports = [Ready];
        await using var absent = new ControlFixture();

        await RunAsync(Plain with { Json = true }, running);
        await RunAsync(Plain with { Json = true }, absent);

        var documents = _terminal
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, ControlJson.Default.RestartCheckDocument)!)
            .ToList();
        Assert.Equal(["daemon", "direct"], documents.Select(document => document.Source));
        Assert.All(documents, document => Assert.Equal((1, CheckOutcome.Go), (document.Schema, document.Outcome)));
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_loud_for_systemd()
    {
        await using var fixture = new ControlFixture();

        _look = new DirectLookResult.SettingsInvalid([]);
        Assert.Equal(78, await RunAsync(Plain, fixture));
        Assert.Equal(255, await RunAsync(Plain with { Gate = true }, fixture));

        _look = new DirectLookResult.NoSuchGateway("there is no gateway of that name");
        Assert.Equal(64, await RunAsync(Plain, fixture));
        Assert.Equal(255, await RunAsync(Plain with { Gate = true }, fixture));
    }

    [Fact]
    public async Task Wrong_usage_of_the_gate_is_loud_as_well()
    {
        var root = Program.Tree(_terminal.Terminal, HostPaths.Default);

        Assert.Equal(64, await CommandLine.InvokeAsync(root, ["pre-restart-check", "--speed"], _terminal.Terminal));
        Assert.Equal(
            255,
            await CommandLine.InvokeAsync(root, ["pre-restart-check", "--gate", "--speed"], _terminal.Terminal)
        );
        // The gate of a command that is only to be run is not this one.
        Assert.Equal(
            64,
            await CommandLine.InvokeAsync(root, ["inhibit", "--gateway", "?", "--", "x", "--gate"], _terminal.Terminal)
        );
    }

    private Task<int> RunAsync(PreRestartCheckCommand.Arguments arguments, ControlFixture fixture) =>
        PreRestartCheckCommand.RunAsync(
            arguments,
            _terminal.Terminal,
            fixture.Client,
            (_, _, _) => Task.FromResult(_look),
            (_, finding) => RestartCheck.Of(finding, refusal: null, inhibitors: [], Some.Settings, Some.Instant),
            (_, _) => Task.FromResult(_late),
            TestContext.Current.CancellationToken
        );
}
