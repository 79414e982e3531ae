using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

/// <summary>The restart of the day, when there is no daemon to make it.</summary>
public sealed class DirectRestartTests
{
    private readonly TestTerminal _terminal = new();
    private readonly List<string> _restarted = [];
    private readonly Queue<DirectLookResult> _looks = new();
    private string? _refusal;
    private string? _problem;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Verdict.Ready)]
    [InlineData(Verdict.ApiSilent)] // a restart is its cure
    [InlineData(Verdict.PortClosed)]
    public async Task The_unit_is_restarted_and_looked_at_until_it_is_ready(Verdict before)
    {
        See(before, Verdict.Starting, Verdict.PortClosed, Verdict.Ready);

        Assert.Equal(ExitCode.Ok, await RunAsync());

        Assert.Equal(["ibkr-gateway.service"], _restarted);
        var lines = _terminal.Out.Split('\n');
        Assert.Equal($"main: restarting ibkr-gateway.service without the daemon: it is {before}", lines[0]);
        Assert.Equal("main: ibkr-gateway.service was restarted", lines[1]);
        Assert.Matches("^main: ready [0-9]+ s after it was restarted: it is Ready$", lines[2]);
    }

    [Theory]
    [InlineData(Verdict.Down, "there is nothing to restart")]
    [InlineData(Verdict.NotConfigured, "there is nothing to restart")]
    [InlineData(Verdict.UpstreamLost, "it is UpstreamLost")]
    [InlineData(Verdict.ApiRejected, "it is ApiRejected")]
    [InlineData(Verdict.WrongAccount, "it is WrongAccount")]
    [InlineData(Verdict.Starting, "it is Starting")]
    public async Task What_the_check_speaks_against_is_not_done(Verdict verdict, string why)
    {
        See(verdict);

        Assert.Equal(ExitCode.TryAgain, await RunAsync());

        Assert.Empty(_restarted);
        Assert.Contains(why, _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_agents_memory_forbids_is_not_done()
    {
        See(Verdict.Ready);
        _refusal = "3 logins failed in a row";

        Assert.Equal(ExitCode.TryAgain, await RunAsync());

        Assert.Empty(_restarted);
        Assert.Equal("ibkr-agent: main is not restarted: 3 logins failed in a row\n", _terminal.Error);
    }

    [Fact]
    public async Task What_systemd_does_not_do_is_a_failure()
    {
        See(Verdict.Ready);
        _problem = "RestartUnit: Permission denied";

        Assert.Equal(ExitCode.Failure, await RunAsync());

        Assert.Equal("ibkr-agent: restarting ibkr-gateway.service: RestartUnit: Permission denied\n", _terminal.Error);
    }

    [Theory]
    [InlineData(Verdict.Down)]
    [InlineData(Verdict.WrongAccount)]
    [InlineData(Verdict.Starting)] // for longer than 6 minutes
    public async Task A_Gateway_that_does_not_become_ready_is_a_failure(Verdict after)
    {
        See(Verdict.Ready, after);

        Assert.Equal(ExitCode.Failure, await RunAsync());

        Assert.Single(_restarted);
        Assert.Matches($"^ibkr-agent: main is not ready [0-9]+ s after .*: it is {after}; ", _terminal.Error);
    }

    [Fact]
    public async Task Without_wait_it_is_done_when_the_unit_runs_anew()
    {
        See(Verdict.Ready, Verdict.Down);

        Assert.Equal(ExitCode.Ok, await RunAsync(waits: false));
    }

    [Fact]
    public async Task Wrong_settings_are_named_and_nothing_is_done()
    {
        _looks.Enqueue(new DirectLookResult.SettingsInvalid([]));

        Assert.Equal(ExitCode.Configuration, await RunAsync());

        Assert.Empty(_restarted);
    }

    /// <summary>One look after the other; the last one stays.</summary>
    private void See(params Verdict[] verdicts)
    {
        foreach (var verdict in verdicts)
            _looks.Enqueue(new DirectLookResult.Found(InstanceName.Main, new(verdict, $"it is {verdict}", "look")));
    }

    private Task<ExitCode> RunAsync(bool waits = true)
    {
        var restart = new DirectRestart(
            _terminal.Terminal,
            (_, _, _) => Task.FromResult(_looks.Count > 1 ? _looks.Dequeue() : _looks.Peek()),
            (_, finding) => RestartCheck.Of(finding, _refusal, [], Some.Settings, Some.Instant),
            (unit, _) =>
            {
                _restarted.Add(unit);
                return Task.FromResult(_problem);
            },
            new FastTime(500)
        );
        return restart.RunAsync(InstanceName.Main, waits, Cancel);
    }
}
