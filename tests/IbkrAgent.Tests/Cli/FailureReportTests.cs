using IbkrAgent.Alerts;
using IbkrAgent.Cli;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tests.Systemd.Bus;

namespace IbkrAgent.Tests.Cli;

public sealed class FailureReportTests
{
    private const string Daemon = "ibkr-agent.service";

    private readonly RecordingLogger _logger = new();
    private readonly FastTime _time = new(200);
    private readonly List<string> _sent = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_daemon_that_comes_back_needs_no_message()
    {
        var status = await RunAsync([Taken()], Look("deactivating"), Look("activating"), Steady());

        Assert.Equal(ExitCode.Ok, status);
        Assert.Empty(_sent);
        Assert.Equal([$"5111 no alert about {Daemon}: it runs again"], _logger.Entries);
    }

    [Fact]
    public async Task One_that_keeps_failing_is_told_once_and_then_it_is_quiet_until_it_is_back()
    {
        var status = await RunAsync(
            [Taken()],
            Look("activating", restarts: 7),
            Look("activating", restarts: 10),
            Look("activating", restarts: 20),
            Look("failed"),
            Look("active"),
            Steady()
        );

        Assert.Equal(ExitCode.Ok, status);
        Assert.Equal(["ibkr-agent.service has failed: a last line"], _sent);
        Assert.Equal([$"5112 alert agent-failed about {Daemon} sent to Fake"], _logger.Entries);
    }

    [Fact]
    public async Task What_is_told_is_how_it_ended_and_not_how_it_begins_anew()
    {
        var anew = Look("activating", restarts: 3);
        await RunAsync(
            [new FakeChannel(_sent, alert => alert.Text, new WebAnswer.Taken(""))],
            Look("deactivating"),
            anew with
            {
                Unit = anew.Unit with { Result = "success", ExitStatus = 0 },
            },
            Steady()
        );

        Assert.StartsWith("Its last run ended with exit status 1. ", Assert.Single(_sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restarts_that_systemd_did_not_tell_of_at_first_are_not_counted()
    {
        await RunAsync(
            [Taken()],
            new FailureLook(UnitStatus.Unknown, 0, DaemonRuns: false, Some.Instant),
            Look("activating", restarts: 40),
            Steady()
        );

        Assert.Empty(_sent);
    }

    [Fact]
    public async Task One_channel_that_takes_it_is_enough()
    {
        var refused = new FakeChannel(_sent, new WebAnswer.Refused("HTTP status 404"));
        var late = new FakeChannel(
            _sent,
            new WebAnswer.TryLater("busy", Pause: null),
            new WebAnswer.TryLater("busy", TimeSpan.FromMinutes(15)),
            new WebAnswer.Taken("")
        );

        Assert.Equal(ExitCode.Ok, await RunAsync([refused, late], Look("failed"), Steady()));

        Assert.Contains(
            $"5113 alert agent-failed about {Daemon} was NOT delivered to Fake, given up: HTTP status 404",
            _logger.Entries
        );
        Assert.Equal(4, _sent.Count);
    }

    [Fact]
    public async Task Without_one_that_takes_it_the_unit_fails()
    {
        var busy = Enumerable.Repeat<WebAnswer>(new WebAnswer.TryLater("busy", TimeSpan.Zero), 9).ToArray();

        Assert.Equal(ExitCode.Unavailable, await RunAsync([new FakeChannel(_sent, busy)], Look("failed")));

        Assert.Equal(5, _sent.Count);
    }

    [Fact]
    public async Task Without_a_channel_there_is_nothing_to_wait_for() => Assert.Equal(ExitCode.Ok, await RunAsync([]));

    [Fact]
    public async Task A_unit_is_looked_at_together_with_the_daemon()
    {
        await using var scene = await BusScene.StartAsync();
        var restart = scene.Systemd.AddService("ibkr-gateway-restart.service");
        (restart["ActiveState"], restart["NRestarts"]) = ("failed", 3U);
        scene.Systemd.AddService(Daemon)["ActiveState"] = "active";

        var look = await FailedUnit.LookAsync(
            new(scene.Daemon.Address),
            "ibkr-gateway-restart.service",
            TimeProvider.System,
            Token
        );

        Assert.Equal(("failed", 3, true), (look.Unit.ActiveState, look.Restarts, look.DaemonRuns));
    }

    [Theory]
    [InlineData("../ibkr-agent.service")]
    [InlineData("ibkr-agent")]
    [InlineData(".service")]
    [InlineData("a b.service")]
    public async Task What_is_no_name_of_a_service_is_wrong_usage(string name)
    {
        var nowhere = new Terminal(TextWriter.Null, TextWriter.Null);

        Assert.Equal(
            64,
            await CommandLine.InvokeAsync(Program.Tree(nowhere, HostPaths.Default), ["report-failure", name], nowhere)
        );
    }

    private Task<ExitCode> RunAsync(IReadOnlyList<IAlertChannel> channels, params FailureLook[] looks)
    {
        var next = 0;
        var report = new FailureReport(
            new(channels, AlertSettings.Default, _time, _logger),
            (unit, _) =>
            {
                Assert.Equal(Daemon, unit);
                return Task.FromResult(looks[next++]);
            },
            (_, _) => ["a last line"],
            _time,
            _logger
        );
        return report.RunAsync(Daemon, Token);
    }

    private FakeChannel Taken() => new(_sent, new WebAnswer.Taken(""));

    /// <summary>Long enough for whatever it is that has to last.</summary>
    private static FailureLook Steady() => Look("active") with { At = Some.Instant.AddMinutes(2) };

    private static FailureLook Look(string state, int restarts = 0) =>
        new(
            new UnitStatus("loaded", state, "", "exit-code", 1, 0, "", Some.Instant),
            restarts,
            DaemonRuns: false,
            Some.Instant
        );

    private sealed class FakeChannel(List<string> sent, Func<Alert, string> show, params WebAnswer[] deliveries)
        : IAlertChannel
    {
        private int _attempts;

        public FakeChannel(List<string> sent, params WebAnswer[] deliveries)
            : this(sent, alert => $"{alert.Title}: {alert.Text.Split("\n- ")[^1]}", deliveries) { }

        public string Id => "fake";

        public string Name => "Fake";

        public AlertSeverity LeastSeverity(AlertSettings settings) => settings.Discord;

        public Task<WebAnswer> SendAsync(Alert alert, AlertSettings settings, CancellationToken cancellationToken)
        {
            lock (sent)
                sent.Add(show(alert));
            return Task.FromResult(deliveries[_attempts++]);
        }
    }
}
