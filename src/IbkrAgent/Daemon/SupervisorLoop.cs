using System.Security.Cryptography;
using System.Threading.Channels;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>
/// The only writer of one gateway's state: reads events, decides, saves, has the decisions carried out.
/// </summary>
internal sealed class SupervisorLoop : IDisposable
{
    /// <summary>More than a burst of the controller's log; a writer that meets a full channel waits.</summary>
    private const int QueuedMessages = 1024;

    /// <summary>The place in the journal is saved at least this often, long before journald drops the entry.</summary>
    private static readonly TimeSpan LongestUnsaved = TimeSpan.FromHours(1);

    private readonly Channel<SupervisorMessage> _messages = Channel.CreateBounded<SupervisorMessage>(
        new BoundedChannelOptions(QueuedMessages) { SingleReader = true }
    );

    private readonly StateFile _file;
    private readonly HandsOffFile _handsOff;
    private readonly DeadlineTimers _timers;
    private readonly TimeJumps _jumps;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly StateNews _news;
    private readonly string _name;
    private volatile GatewaySettings _settings;
    private SupervisorState _state;
    private string? _cursor;
    private string? _savedCursor;
    private long _savedAt;

    public SupervisorLoop(
        GatewaySettings settings,
        SupervisorMemory memory,
        string? cursor,
        StateFile file,
        HandsOffFile handsOff,
        TimeJumps jumps,
        TimeProvider clock,
        ILogger logger
    )
    {
        (_settings, _file, _handsOff, _jumps, _clock, _logger) = (settings, file, handsOff, jumps, clock, logger);
        _name = settings.Name.ToString();
        _news = new(_name, logger);
        _timers = new(clock, deadline => Post(new SupervisorMessage.Due(deadline)));
        _state = SupervisorState.Begin(memory, clock.GetUtcNow());
        (_cursor, _savedCursor, _savedAt) = (cursor, cursor, clock.GetTimestamp());
        Shuffle();
    }

    /// <summary>What is said about the gateway now.</summary>
    public GatewayReport Report => SupervisorReport.Of(_state, _settings, _clock.GetUtcNow());

    /// <summary>The report changed. Raised on the loop; must not block.</summary>
    public event Action<GatewayReport>? Reported;

    /// <summary>Queues an event. Callable from any thread.</summary>
    public void Publish(SupervisorEvent @event) => Post(new SupervisorMessage.Happened(@event));

    /// <summary>Queues other settings of the same gateway; what was queued before is decided by the old ones.</summary>
    public void Change(GatewaySettings settings) => Post(new SupervisorMessage.SettingsChanged(settings));

    /// <summary>Queues what a journal entry means, if anything, and remembers the place with the state.</summary>
    public ValueTask PublishAsync(SupervisorEvent? @event, string cursor, CancellationToken cancellationToken) =>
        _messages.Writer.WriteAsync(new SupervisorMessage.JournalRead(@event, cursor), cancellationToken);

    /// <summary>Completes when the loop has worked through everything that was queued before.</summary>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _messages.Writer.WriteAsync(new SupervisorMessage.Ping(answered), cancellationToken);
        await answered.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Runs until cancelled. What it remembers is saved once more at the end.</summary>
    public async Task RunAsync(IDecisionExecutor executor, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _messages.Reader.ReadAllAsync(cancellationToken))
                Handle(message, executor);
        }
        catch (OperationCanceledException)
        {
            // The daemon stops.
        }

        _state = Supervisor.Decide(_state, new SupervisorEvent.AgentStopping(_clock.GetUtcNow()), _settings).State;
        TrySave();
    }

    public void Dispose() => _timers.Dispose();

    private void Post(SupervisorMessage message)
    {
        // Full means that the loop is stuck; then the watchdog is about to end the daemon, and the world is read anew.
        if (!_messages.Writer.TryWrite(message))
            _logger.EventDropped(_name, message.ToString());
    }

    private void Handle(SupervisorMessage message, IDecisionExecutor executor)
    {
        switch (message)
        {
            case SupervisorMessage.Happened { Event: var @event }:
                Observe(executor);
                Apply(@event, executor);
                break;
            case SupervisorMessage.JournalRead { Event: var @event, Cursor: var cursor }:
                // Place and meaning are saved together: what is read again after a crash is not counted again.
                _cursor = cursor;
                Observe(executor);
                if (@event is not null)
                    Apply(@event, executor);
                else if (_clock.GetElapsedTime(_savedAt) > LongestUnsaved)
                    TrySave();
                break;
            case SupervisorMessage.Due { Deadline: var deadline } when _timers.Take(deadline):
                Observe(executor);
                Apply(new SupervisorEvent.DeadlinePassed(_clock.GetUtcNow(), deadline), executor);
                break;
            case SupervisorMessage.SettingsChanged { Settings: var settings }:
                Observe(executor);
                _settings = settings;
                Apply(new SupervisorEvent.SettingsChanged(_clock.GetUtcNow()), executor);
                break;
            case SupervisorMessage.Ping ping:
                Observe(executor);
                ping.Answered.SetResult();
                break;
        }
    }

    /// <summary>Clock and hands-off file are looked at before each event, so that no action slips past them.</summary>
    private void Observe(IDecisionExecutor executor)
    {
        foreach (var jump in _jumps.Look())
        {
            _logger.TimeJumped(_name, jump.By, jump.IsSuspend ? "the host slept" : "the clock was set");
            Apply(jump, executor);
        }

        var handsOff = _handsOff.Exists;
        if (handsOff == _state.HandsOff)
            return;

        _logger.HandsOffChanged(_name, handsOff);
        Apply(new SupervisorEvent.HandsOffObserved(_clock.GetUtcNow(), handsOff), executor);
    }

    private void Apply(SupervisorEvent @event, IDecisionExecutor executor)
    {
        var before = _state;
        var started = _clock.GetTimestamp();
        var step = Supervisor.Decide(before, @event, _settings);
        _state = step.State;

        // An alert is on disk before the memory that it was told: after a crash in between it is told twice, and not never.
        foreach (var alert in step.Decisions.OfType<Decision.SendAlert>())
            executor.CarryOut(alert);
        var saved = _state.Memory == before.Memory || TrySave();
        foreach (var decision in step.Decisions.Where(decision => decision is not Decision.SendAlert))
            CarryOut(decision, saved, executor);

        Tell(before, @event, _clock.GetElapsedTime(started));
    }

    private void CarryOut(Decision decision, bool saved, IDecisionExecutor executor)
    {
        switch (decision)
        {
            case Decision.SetDeadline set:
                _timers.Set(set.Deadline, set.At);
                break;
            case Decision.ClearDeadline clear:
                _timers.Clear(clear.Deadline);
                break;
            case Decision.ShiftDeadlines shift:
                _timers.Shift(shift.By);
                break;
            case Decision.RestartUnit restart when !saved:
                // A login that nobody would remember is not made.
                _logger.ActionWithoutMemory(_name, restart.Why);
                Publish(
                    new SupervisorEvent.ActionFinished(
                        _clock.GetUtcNow(),
                        restart.Intent,
                        "the state could not be saved",
                        WasTried: false
                    )
                );
                break;
            default:
                executor.CarryOut(decision);
                break;
        }
    }

    /// <summary>The supervisor is pure: chance comes to it as an event.</summary>
    private void Shuffle() =>
        Publish(new SupervisorEvent.Shuffled(_clock.GetUtcNow(), RandomNumberGenerator.GetInt32(1001) / 1000.0));

    private bool TrySave()
    {
        try
        {
            _file.Write(_state.Memory, _cursor);
            (_savedCursor, _savedAt) = (_cursor, _clock.GetTimestamp());
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.StateNotSaved(_name, _file.Path, exception);
            return false;
        }
    }

    private void Tell(SupervisorState before, SupervisorEvent @event, TimeSpan took)
    {
        if (_state.Phase == Phase.Pausing && before.Phase != Phase.Pausing)
            Shuffle();
        _news.Tell(before, _state, @event, took, () => Report);
        if (
            _state.Finding != before.Finding
            || _state.Plan != before.Plan
            || _state.HandsOff != before.HandsOff
            || _state.WishChange != before.WishChange
            || _state.LastRestart != before.LastRestart
        )
            Reported?.Invoke(Report);
    }
}
