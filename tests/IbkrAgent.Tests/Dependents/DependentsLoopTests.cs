using System.Collections.Concurrent;
using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Dependents;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tests.Systemd.Bus;
using static IbkrAgent.Tests.Systemd.Bus.BusScene;

namespace IbkrAgent.Tests.Dependents;

/// <summary>The loop around the rules: what is saved before what is done.</summary>
public sealed class DependentsLoopTests : IDisposable
{
    private const string Bot = "bot.service";
    private const string Target = "ibkr-api-ready.target";

    private static readonly GatewaySettings Settings = Some.Settings with
    {
        Dependents = Some.Dependents with { Services = [Bot] },
    };

    private readonly TemporaryDirectory _root = new();
    private readonly RecordingLogger _logger = new();
    private readonly ConcurrentQueue<Alert> _alerts = [];
    private readonly ConcurrentQueue<bool> _gone = [];
    private readonly HostPaths _paths;

    public DependentsLoopTests()
    {
        _paths = new(_root.Path);
        _root.Write("run/ibkr-agent/other", "");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task What_is_going_to_be_done_is_on_disk_before_systemd_is_asked()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Target)["ActiveState"] = "active";
        scene.Systemd.AddService(Bot);
        scene.Systemd.Silent.Add("RestartUnit");
        using var loop = Loop(scene);

        await loop.StartAsync(Cancel);
        loop.Hear(Some.Report(Verdict.Ready));

        Assert.Equal([Bot, "replace"], (await scene.Systemd.NextCallAsync("RestartUnit")).Arguments);
        var saved = new DependentsFile(_paths.DependentsFile(InstanceName.Main)).Read([], Some.Instant).Memory;
        Assert.Equal(DependentActionKind.Start, saved.Services[Bot].Pending?.Kind);
        await Eventually.HoldsAsync(() => File.Exists(_paths.ReadyMark(InstanceName.Main)));
        await loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_cannot_be_remembered_is_not_done()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Target)["ActiveState"] = "active";
        scene.Systemd.AddService(Bot);
        _root.Write("var/lib/ibkr-agent", "not a directory");
        using var loop = Loop(scene);

        await loop.StartAsync(Cancel);
        loop.Hear(Some.Report(Verdict.Ready));

        await Eventually.HoldsAsync(() =>
            _logger.Entries.Any(entry => entry.StartsWith("2009 main: not done", StringComparison.Ordinal))
        );
        await loop.StopAsync(Cancel);
        Assert.DoesNotContain(_logger.Entries, entry => entry.StartsWith("7001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_remedy()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Target)["ActiveState"] = "active";
        scene.Systemd.AddService(Bot);
        scene.Systemd.Errors["RestartUnit"] = "org.freedesktop.DBus.Error.AccessDenied";
        using var loop = Loop(scene);

        await loop.StartAsync(Cancel);
        loop.Hear(Some.Report(Verdict.Ready));

        await Eventually.HoldsAsync(() => !_alerts.IsEmpty);
        await loop.StopAsync(Cancel);
        var alert = Assert.Single(_alerts);
        Assert.Equal(("dependent-refused", "sudo ibkr-agent configure dependents"), (alert.Code, alert.WhatToDo));
    }

    [Fact]
    public async Task A_time_that_passed_while_an_event_waited_is_not_forgotten()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Target)["ActiveState"] = "active";
        var bot = scene.Systemd.AddService(Bot);
        (bot["ActiveState"], bot["Result"]) = ("failed", "exit-code");
        using var loop = Loop(scene);

        await loop.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => loop.Reports is [{ State: "failed" }]);
        // The pause before the restart began and ended in the past.
        var early = DateTimeOffset.UtcNow.AddHours(-1);
        loop.Publish(new DependentsEvent.GatewayObserved(early, Verdict.Ready, "g1", ExpectedUntil: null));

        Assert.Equal([Bot, "replace"], (await scene.Systemd.NextCallAsync("RestartUnit")).Arguments);
        await loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task Hands_off_is_looked_for_before_each_event()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Target)["ActiveState"] = "active";
        scene.Systemd.AddService(Bot);
        _root.Write("etc/ibkr/hands-off", "");
        using var loop = Loop(scene);

        await loop.StartAsync(Cancel);
        loop.Hear(Some.Report(Verdict.Ready));

        await Eventually.HoldsAsync(() =>
            _logger.Entries.Contains("2007 main: would have: start bot.service: the Gateway is ready")
        );
        await loop.StopAsync(Cancel);
        Assert.DoesNotContain(_logger.Entries, entry => entry.StartsWith("7001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_that_is_due_is_told_when_nothing_is_in_its_way()
    {
        await using var scene = await StartAsync();
        scene.Systemd.ResultAfterReply = "done";
        scene.Systemd.AddService(Target)["ActiveState"] = "active";
        var bot = scene.Systemd.AddService(Bot);
        bot["ActiveState"] = "active";
        using var loop = Loop(scene);
        await loop.StartAsync(Cancel);
        var report = Some.Report(Verdict.Ready);
        loop.Hear(report);
        await Eventually.HoldsAsync(() => loop.Reports is [{ State: "active" }]);

        bot["ActiveState"] = "inactive";
        loop.Hear(report with { StopAt = DateTimeOffset.UtcNow });

        Assert.Equal([Bot, "replace"], (await scene.Systemd.NextCallAsync("StopUnit")).Arguments);
        await Eventually.HoldsAsync(() => _gone.SequenceEqual([true]));
        loop.Hear(report);
        await Eventually.HoldsAsync(() => _gone.SequenceEqual([true, false]));
        await loop.StopAsync(Cancel);
    }

    private DependentsLoop Loop(BusScene scene) =>
        new(
            Settings,
            _paths,
            scene.Units,
            credentialsDirectory: null,
            _alerts.Enqueue,
            _gone.Enqueue,
            TimeProvider.System,
            _logger
        );
}
