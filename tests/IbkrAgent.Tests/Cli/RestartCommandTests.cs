using System.CommandLine;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class RestartCommandTests
{
    private static readonly GatewayReport Ready = Some.Report(Verdict.Ready);

    private readonly TestTerminal _terminal = new();
    private bool _isAbsent;

    /// <summary>How much faster than the clock it waits: slow enough for what a test does meanwhile.</summary>
    private int _speed = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_daemon_is_told_that_a_restart_is_scheduled()
    {
        await using var fixture = await ControlFixture.StartAsync();

        Assert.Equal(0, await RunAsync(fixture, "--scheduled", "--gateway", "main"));
        Assert.Equal(0, await RunAsync(fixture, "--scheduled", "--reason", "the new version"));
        Assert.Equal(0, await RunAsync(fixture));

        Assert.Equal(
            [
                new OperatorWish.ScheduledRestart("scheduled"),
                new OperatorWish.ScheduledRestart("the new version"),
                new OperatorWish.Restart(null, Force: false, null),
            ],
            fixture.Desk.Asked.Select(asked => asked.Wish)
        );
        Assert.Equal("restarted, ready after 12 s", _terminal.Out.Split('\n')[0]);
    }

    [Theory]
    [InlineData("--scheduled --force")]
    [InlineData("--scheduled --for 2h")]
    [InlineData("--scheduled --force --for 2h")]
    public async Task What_is_scheduled_is_not_forced(string arguments)
    {
        await using var fixture = await ControlFixture.StartAsync();

        Assert.Equal(64, await RunAsync(fixture, arguments.Split(' ')));

        Assert.Empty(fixture.Desk.Asked);
        Assert.NotEqual("", _terminal.Error);
    }

    [Theory]
    [InlineData(RestartOutcome.Proved, 0)]
    [InlineData(RestartOutcome.Different, 0)]
    [InlineData(RestartOutcome.Unproved, 0)]
    [InlineData(RestartOutcome.Late, 1)]
    [InlineData(RestartOutcome.Failed, 1)]
    public async Task It_waits_for_what_becomes_of_the_restart(RestartOutcome outcome, int status)
    {
        await using var fixture = await ControlFixture.StartAsync();
        Show(fixture, Restart(7, RestartOutcome.Proved, "that of yesterday"));

        var waiting = RunAsync(fixture, "--scheduled", "--wait");
        await Eventually.HoldsAsync(() => fixture.Desk.Asked.Count == 1);
        Show(fixture, Restart(8, RestartOutcome.UnderWay, "java ended"));
        Show(fixture, Restart(8, outcome, "this is what became of it"));

        Assert.Equal(status, await waiting);
        Assert.Equal("restarted, ready after 12 s\nmain: this is what became of it\n", _terminal.Out);
    }

    [Fact]
    public async Task A_daemon_that_goes_away_meanwhile_is_asked_again()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var waiting = RunAsync(fixture, "--wait");
        await Eventually.HoldsAsync(() => fixture.Desk.Asked.Count == 1);

        await fixture.StopAsync();
        Show(fixture, Restart(1, RestartOutcome.Proved, "proved"));
        Assert.False(waiting.IsCompleted);
        await fixture.BeginAnewAsync();

        Assert.Equal(0, await waiting);
        Assert.Contains("main: proved", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_that_does_not_come_is_given_up_and_the_next_step_named()
    {
        await using var fixture = await ControlFixture.StartAsync();
        _speed = 500;
        var earlier = Restart(7, RestartOutcome.Proved, "that of yesterday");
        fixture.Desk.Reports = [Ready with { Restart = earlier, NextStep = "the scheduled restart was left out" }];

        Assert.Equal(75, await RunAsync(fixture, "--scheduled", "--wait"));

        Assert.Equal("ibkr-agent: no restart within 3min: the scheduled restart was left out\n", _terminal.Error);
    }

    [Fact]
    public async Task A_restart_that_does_not_end_is_a_failure()
    {
        await using var fixture = await ControlFixture.StartAsync();
        _speed = 500;
        fixture.Desk.Gate = new();
        var waiting = Task.Run(() => RunAsync(fixture, "--wait"), Cancel);
        await Eventually.HoldsAsync(() => fixture.Desk.Asked.Count == 1);
        Show(fixture, Restart(1, RestartOutcome.UnderWay, "java ended"));
        fixture.Desk.Gate.SetResult();

        Assert.Equal(1, await waiting);
        Assert.Equal("ibkr-agent: not over after 15min: java ended\n", _terminal.Error);
    }

    [Fact]
    public async Task A_refusal_is_not_waited_for()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Answer = new(77, "a hold stands");

        Assert.Equal(77, await RunAsync(fixture, "--scheduled", "--wait"));
    }

    [Fact]
    public async Task Without_the_daemon_only_a_scheduled_restart_is_made()
    {
        await using var fixture = new ControlFixture();
        _isAbsent = true;

        Assert.Equal(0, await RunAsync(fixture, "--scheduled"));
        Assert.Equal("main: ibkr-gateway.service was restarted", _terminal.Out.Split('\n')[1]);

        Assert.Equal(69, await RunAsync(fixture));
        Assert.Equal(69, await RunAsync(fixture, "--wait"));
        Assert.Equal(3, _terminal.Out.Split('\n').Length);
    }

    private static RestartReport Restart(long intent, RestartOutcome outcome, string text) =>
        new(intent, Some.Instant, RestartCause.Schedule, "scheduled", outcome, text);

    private static void Show(ControlFixture fixture, RestartReport restart) =>
        fixture.Desk.Reports = [Ready with { Restart = restart }];

    private Task<int> RunAsync(ControlFixture fixture, params string[] options)
    {
        var time = new FastTime(_speed);
        var direct = new DirectRestart(
            _terminal.Terminal,
            (_, _, _) =>
                Task.FromResult<DirectLookResult>(
                    new DirectLookResult.Found(InstanceName.Main, new(Verdict.Ready, "it answers", ""))
                ),
            (_, finding) => RestartCheck.Of(finding, refusal: null, inhibitors: [], Some.Settings, Some.Instant),
            (_, _) => Task.FromResult<string?>(null),
            time
        );
        var command = RestartCommand.Create(
            (arguments, cancellationToken) =>
                RestartCommand.RunAsync(
                    arguments,
                    _terminal.Terminal,
                    fixture.Client,
                    _ => Task.FromResult(_isAbsent),
                    direct,
                    new(fixture.Client, time),
                    cancellationToken
                )
        );
        return CommandLine.InvokeAsync(
            new Command("ibkr-agent") { command },
            ["restart", .. options],
            _terminal.Terminal
        );
    }
}
