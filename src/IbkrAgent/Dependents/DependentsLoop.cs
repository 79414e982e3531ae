using System.Threading.Channels;
using IbkrAgent.Alerts;
using IbkrAgent.Daemon;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Systemd.Bus;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Dependents;

/// <summary>Keeps one gateway's dependents: reads events, decides, saves, has the decisions carried out.</summary>
internal sealed class DependentsLoop : BackgroundService
{
    private const int QueuedEvents = 1024;

    private readonly Channel<DependentsEvent> _events = Channel.CreateBounded<DependentsEvent>(
        new BoundedChannelOptions(QueuedEvents) { SingleReader = true }
    );

    private readonly GatewaySettings _settings;
    private readonly DependentsFile _file;
    private readonly HandsOffFile _handsOff;
    private readonly ReadyMark _mark;
    private readonly DependentUnits _units;
    private readonly HealthWatch _health;
    private readonly DependentsTimer _timer;
    private readonly Action<Alert> _send;
    private readonly Action<bool> _tellGone;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _name;
    private volatile DependentsState _state;

    /// <param name="tellGone">hears, of a stop of the Gateway that is near, whether no dependent is in its way any
    /// more.</param>
    public DependentsLoop(
        GatewaySettings settings,
        HostPaths paths,
        Units units,
        string? credentialsDirectory,
        Action<Alert> send,
        Action<bool> tellGone,
        TimeProvider clock,
        ILogger logger
    )
    {
        (_settings, _send, _tellGone, _clock, _logger) = (settings, send, tellGone, clock, logger);
        _name = settings.Name.ToString();
        _file = new(paths.DependentsFile(settings.Name));
        _handsOff = new(paths.HandsOff);
        _mark = new(paths.ReadyMark(settings.Name));
        _units = new(units, _name, clock, Publish, logger);
        _health = new(settings, credentialsDirectory, clock, IsAsked, Publish, logger);
        _timer = new(clock, () => Publish(new DependentsEvent.TimePassed(clock.GetUtcNow())));
        _state = DependentsState.Begin(Recall(), settings, clock.GetUtcNow());
    }

    /// <summary>What is said of each; null when there are none.</summary>
    public IReadOnlyList<DependentReport>? Reports =>
        _settings.Dependents.Services.IsEmpty
            ? null
            : [.. _state.Services.Select(one => DependentReport.Of(one, _settings.Dependents, _clock.GetUtcNow()))];

    /// <summary>Queues an event. Callable from any thread.</summary>
    public void Publish(DependentsEvent @event)
    {
        if (!_events.Writer.TryWrite(@event))
            _logger.EventDropped(_name, @event.ToString());
    }

    /// <summary>What the supervisor says about the Gateway.</summary>
    public void Hear(GatewayReport report)
    {
        var now = _clock.GetUtcNow();
        Publish(new DependentsEvent.MayRunObserved(now, report.Hold is null));
        Publish(
            new DependentsEvent.GatewayObserved(now, report.Verdict, report.Unit.InvocationId, report.ExpectedUntil)
        );
        // Last: a stop is not planned any more as soon as it is done, and then the Gateway is known to be down.
        Publish(new DependentsEvent.StopPlanned(now, report.StopAt));
    }

    /// <summary>Of what the supervisor is told, what concerns the dependents too.</summary>
    public void Hear(SupervisorEvent @event)
    {
        if (@event is SupervisorEvent.JavaReplaced replaced)
            Publish(new DependentsEvent.GatewayRelaunched(replaced.At));
    }

    public override void Dispose()
    {
        _timer.Dispose();
        _health.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] parts =
        [
            LoopAsync(ending.Token),
            _health.RunAsync(ending.Token),
            .. _state.Services.Select(service => _units.WatchAsync(service.Name, ending.Token)),
            _units.WatchAsync(_state.Target.Name, ending.Token),
        ];
        var ended = await Task.WhenAny(parts);
        await ending.CancelAsync();
        // What is being saved is saved to its end: the next loop begins with it.
        var all = Task.WhenAll(parts);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stoppingToken.ThrowIfCancellationRequested();
        if (ended.Exception is { } failure)
            _logger.TaskFailed(_name, "keeping the dependents", failure);
        await ended;
        throw new InvalidOperationException("a part of the agent ended");
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        await foreach (var @event in _events.Reader.ReadAllAsync(cancellationToken))
        {
            // The hands-off file is looked at before each event, so that no action slips past it.
            if (_handsOff.Exists is var handsOff && handsOff != _state.HandsOff)
                Apply(new DependentsEvent.HandsOffObserved(_clock.GetUtcNow(), handsOff), cancellationToken);
            Apply(@event, cancellationToken);
            // From the event's time on, which may be a while ago: what became due since then is due at once.
            _timer.Set(DependentsRules.NextWake(_state, @event.At, _settings));
        }
    }

    private void Apply(DependentsEvent @event, CancellationToken stopping)
    {
        var before = _state;
        var step = DependentsRules.Decide(before, @event, _settings);
        _state = step.State;
        foreach (var send in step.Decisions.OfType<DependentsDecision.SendAlert>())
            Tell(send.Alert);
        var saved = _state.RemembersAs(before) || TrySave();
        foreach (var decision in step.Decisions)
            CarryOut(decision, saved, stopping);
    }

    private void CarryOut(DependentsDecision decision, bool saved, CancellationToken stopping)
    {
        switch (decision)
        {
            case DependentsDecision.RestartUnit restart when !saved:
                // A restart that nobody would remember is not made.
                _logger.ActionWithoutMemory(_name, $"restart {restart.Unit}: {restart.Why}");
                Publish(NotSaved(restart));
                break;
            case DependentsDecision.RestartUnit restart:
                _ = _units.RestartAsync(restart.Intent, restart.Unit, restart.Why, stopping);
                break;
            case DependentsDecision.StopUnit stop:
                _ = _units.StopAsync(stop.Intent, stop.Unit, stop.Why, stopping);
                break;
            case DependentsDecision.WouldHave would:
                _logger.WouldHave(_name, would.What);
                break;
            case DependentsDecision.Say say:
                _logger.DependentSaid(_name, say.Unit, say.What);
                break;
            case DependentsDecision.MarkReady mark:
                SetMark(mark.IsReady);
                break;
            case DependentsDecision.TellGone tell:
                _tellGone(tell.AreGone);
                break;
        }
    }

    /// <summary>Before it is remembered that it was told.</summary>
    private void Tell(Alert alert)
    {
        _logger.DependentAlerted(_name, alert.Code, alert.Text, alert.WhatToDo);
        _send(alert);
    }

    private DependentsEvent.ActionFinished NotSaved(DependentsDecision.RestartUnit restart) =>
        new(_clock.GetUtcNow(), restart.Intent, ActionOutcome.Failed, "the state could not be saved");

    private bool TrySave()
    {
        try
        {
            _file.Write(_state.Memory);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.DependentsNotSaved(_name, _file.Path, exception);
            return false;
        }
    }

    private void SetMark(bool isReady)
    {
        try
        {
            _mark.Set(isReady);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.ReadyMarkFailed(_name, exception);
        }
    }

    private DependentsMemory Recall()
    {
        var (memory, problem) = _file.Read(_settings.Dependents.Services, _clock.GetUtcNow());
        if (problem is not null)
            _logger.DependentsUnusable(_name, _file.Path, problem);
        return memory;
    }

    private bool IsAsked(string unit) =>
        _state is { UpSince: not null } state
        && state.Services.Any(service => service.Name == unit && service.IsActive);
}
