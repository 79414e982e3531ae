using System.CommandLine;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Orders;
using IbkrAgent.Restarts;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class DisarmCommandTests : IAsyncDisposable
{
    private readonly GatewayHost _host = new();
    private readonly TestTerminal _terminal = new();
    private readonly ControlFixture _daemon = new();
    private UnitStatus _unit = Some.Unit("active", "a");
    private bool _isAbsent;

    public DisarmCommandTests()
    {
        Enable("true");
        _host.Write("etc/ibkr/armed", "");
        Mark(OrdersState.Armed, readOnly: false);
    }

    private string ArmFile => _host.At("etc/ibkr/armed");

    public async ValueTask DisposeAsync()
    {
        await _daemon.DisposeAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task The_arm_file_goes_and_what_runs_is_left_alone()
    {
        Assert.Equal(0, await RunAsync());

        Assert.False(File.Exists(ArmFile));
        Assert.Equal(
            $"""
            main: {ArmFile} is removed: no orders from the next start on
            main: the Gateway that runs takes orders (started with ReadOnlyApi=no)
            main: it may take orders until its next start; at once, if that is safe: --now

            """.ReplaceLineEndings("\n"),
            _terminal.Out
        );
    }

    [Fact]
    public async Task Now_restarts_as_by_the_operator_when_the_check_says_go()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Some.Report(Verdict.Ready) with { Account = Some.Account with { Orders = [] } }];

        Assert.Equal(0, await RunAsync(fixture, "--now"));

        Assert.Equal(new OperatorWish.Restart("disarmed", Force: false, null), Assert.Single(fixture.Desk.Asked).Wish);
        Assert.EndsWith("restarted, ready after 12 s\n", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Now_never_goes_past_the_check()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Some.Report(Verdict.Ready) with { Hold = "held until noon" }];

        Assert.Equal(75, await RunAsync(fixture, "--now"));

        Assert.False(File.Exists(ArmFile));
        Assert.Empty(fixture.Desk.Asked);
        Assert.Equal(
            "ibkr-agent: main is not restarted, ibkr-agent pre-restart-check says block: held until noon; "
                + "all the same: ibkr-agent restart\n",
            _terminal.Error
        );
    }

    [Fact]
    public async Task Without_the_daemon_the_unit_is_restarted_after_a_look()
    {
        _isAbsent = true;

        Assert.Equal(0, await RunAsync("--now"));

        Assert.EndsWith("main: ibkr-gateway.service was restarted\n", _terminal.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inactive", false, "main: no Gateway runs\n")]
    [InlineData("active", true, "main: the Gateway that runs takes none (started with ReadOnlyApi=yes)\n")]
    public async Task Where_no_order_can_come_through_nothing_is_restarted(string state, bool readOnly, string said)
    {
        _unit = Some.Unit(state, "a");
        Mark(OrdersState.NotArmed, readOnly);

        Assert.Equal(0, await RunAsync("--now"));

        Assert.EndsWith(said, _terminal.Out, StringComparison.Ordinal);
        Assert.Equal("", _terminal.Error);
    }

    [Fact]
    public async Task A_second_time_is_no_mistake()
    {
        File.Delete(ArmFile);

        Assert.Equal(0, await RunAsync());

        Assert.StartsWith($"main: {ArmFile} is not there: no orders", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_arm_file_counts_nobody_is_told_that_it_is_disarmed()
    {
        Enable("");

        Assert.Equal(78, await RunAsync());

        Assert.True(File.Exists(ArmFile));
        Assert.StartsWith(
            "ibkr-agent: main: nothing is disarmed: orders_enabled is not set",
            _terminal.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_wrong_usage()
    {
        Assert.Equal(64, await RunAsync("--gateway", "live"));

        Assert.True(File.Exists(ArmFile));
    }

    private void Enable(string word) =>
        File.WriteAllText(
            _host.Paths.Settings,
            string.Join(
                '\n',
                File.ReadAllLines(_host.Paths.Settings)
                    .Where(line => !line.StartsWith("orders", StringComparison.Ordinal))
            ) + $"\norders_enabled = {word}\n"
        );

    private void Mark(OrdersState state, bool readOnly) =>
        _host.Write("run/ibkr-gateway/main.orders", new OrdersMark("a", state, readOnly).Render());

    private Task<int> RunAsync(params string[] options) => RunAsync(_daemon, options);

    private Task<int> RunAsync(ControlFixture daemon, params string[] options)
    {
        var direct = new DirectRestart(
            _terminal.Terminal,
            (_, _, _) =>
                Task.FromResult<DirectLookResult>(
                    new DirectLookResult.Found(InstanceName.Main, new(Verdict.Ready, "it answers", ""))
                ),
            (_, finding) => RestartCheck.Of(finding, refusal: null, inhibitors: [], Some.Settings, Some.Instant),
            (_, _) => Task.FromResult<string?>(null),
            TimeProvider.System
        );
        var command = DisarmCommand.Create(
            (arguments, cancellationToken) =>
                DisarmCommand.RunAsync(
                    arguments,
                    _terminal.Terminal,
                    _host.Paths,
                    (_, _, _) => Task.FromResult(new UnitReading(_unit, null)),
                    new(_terminal.Terminal, daemon.Client, _ => Task.FromResult(_isAbsent), direct),
                    cancellationToken
                )
        );
        return CommandLine.InvokeAsync(
            new Command("ibkr-agent") { command },
            ["disarm", .. options],
            _terminal.Terminal
        );
    }
}
