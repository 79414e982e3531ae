using System.Diagnostics;
using System.Threading.Channels;
using IbkrAgent.Alerts;
using IbkrAgent.Cli;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tws;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Restarts;

/// <summary>Plans one gateway's restarts by the clock, and follows every restart until it is known what became of it.</summary>
internal sealed class RestartLoop
{
    private const int QueuedMessages = 256;

    /// <summary>How soon it is noticed that memory runs out; each look costs some ms.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>While a restart is followed.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly Channel<RestartMessage> _messages = Channel.CreateBounded<RestartMessage>(
        new BoundedChannelOptions(QueuedMessages) { SingleReader = true }
    );

    private readonly Live<GatewaySettings> _settings;
    private readonly RestartsFile _file;
    private readonly TimerLook _timer;
    private readonly IRestartDesk _desk;
    private readonly Action<Alert> _send;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _name;
    private volatile RestartMemory _memory;
    private volatile RestartPlan _plan;
    private long? _lookedAt;
    private RestartReport? _begun;

    public RestartLoop(
        Live<GatewaySettings> settings,
        RestartsFile file,
        TimerLook timer,
        IRestartDesk desk,
        Action<Alert> send,
        TimeProvider clock,
        ILogger logger
    )
    {
        (_settings, _file, _timer, _desk, _send, _clock, _logger) = (settings, file, timer, desk, send, clock, logger);
        _name = settings.Current.Name.ToString();
        (_memory, var problem) = file.Read(clock.GetUtcNow());
        if (problem is not null)
            _logger.RestartsUnusable(_name, file.Path, problem);
        _plan = RestartPlan.Begin(_memory.Plan);
        _begun = _memory.Proof?.Report;
    }

    public RestartPlanReport Plan => RestartPlanReport.Of(_plan);

    /// <summary>What is known of the last restart: the supervisor's, until this loop follows it.</summary>
    public RestartReport? ReportOf(RestartReport? decided) =>
        _memory.Proof is { Report: var followed } && (decided is null || IsSame(decided, followed))
            ? followed
            : decided;

    /// <summary>The supervisor's report changed. Called on its loop: the old run is still there when it restarts it.</summary>
    public void Hear(GatewayReport report)
    {
        if (report.Restart is { } restart && (_begun is null || !IsSame(restart, _begun)))
        {
            _begun = restart;
            Post(new RestartMessage.Begun(RestartProving.Begin(restart, _desk.Report)));
        }

        Post(new RestartMessage.Happened(new RestartPlanEvent.RunObserved(Now, report.Unit.InvocationId)));
    }

    /// <summary>Of what the supervisor is told, what concerns the plan too.</summary>
    public void Hear(SupervisorEvent @event)
    {
        if (@event is SupervisorEvent.JavaReplaced)
            Post(new RestartMessage.Happened(new RestartPlanEvent.Relaunched(Now)));
    }

    /// <summary>The timer's service has asked the supervisor, and got this answer.</summary>
    public void HearRequested(OperatorAnswer answer) =>
        Post(new RestartMessage.Happened(new RestartPlanEvent.Requested(Now, ObjectionOf(answer))));

    /// <summary>The timer's service asks whether it may go on; what may not is put off from here on.</summary>
    public async Task<CheckReport> PassGateAsync(CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<CheckReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _messages.Writer.WriteAsync(new RestartMessage.GateAsked(answer), cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = _timer.WatchAsync(() => Post(new RestartMessage.TimerTouched()), ending.Token);
        try
        {
            await DecideAsync(cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DecideAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await FollowAsync(cancellationToken);
            if (await NextMessageAsync(cancellationToken) is { } message)
                await HandleAsync(message, cancellationToken);
        }
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    private bool IsRoundDue => _lookedAt is not { } looked || _clock.GetElapsedTime(looked) >= LongestWait;

    private bool IsLookDue => RestartPlanner.NextLook(_plan, _settings.Current) <= Now;

    /// <summary>Null: none came until it was time to look again.</summary>
    private async Task<RestartMessage?> NextMessageAsync(CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(NextWait(), _clock, cancellationToken);
        try
        {
            return await _messages.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private TimeSpan NextWait()
    {
        // One that is late is followed by what the supervisor says, until the Gateway is ready.
        if (_memory.Proof is { Report.Outcome: RestartOutcome.UnderWay } or { IsOver: false, ReadyAt: not null })
            return ShortestWait;

        var round = _lookedAt is { } looked ? LongestWait - _clock.GetElapsedTime(looked) : TimeSpan.Zero;
        var due = RestartPlanner.NextLook(_plan, _settings.Current) - Now ?? LongestWait;
        return TimeSpan.FromTicks(Math.Clamp(Math.Min(round.Ticks, due.Ticks), 0, LongestWait.Ticks));
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (_memory.Proof is { IsOver: false } proof)
            Follow(proof);
        if (!IsRoundDue && !IsLookDue)
            return;

        if (IsRoundDue)
        {
            _lookedAt = _clock.GetTimestamp();
            var elapse = await _timer.NextElapseAsync(cancellationToken);
            await ApplyAsync(new RestartPlanEvent.TimerObserved(Now, elapse), cancellationToken);
        }

        // Only what a decision hangs on is worth a question to the Gateway.
        var check = IsLookDue ? await _desk.CheckAfreshAsync(cancellationToken) : _desk.Check();
        await ApplyAsync(new RestartPlanEvent.Looked(Now, check), cancellationToken);
    }

    private Task HandleAsync(RestartMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case RestartMessage.Begun { Proof: var proof }:
                Save(_memory.Begin(proof));
                return Task.CompletedTask;
            case RestartMessage.Happened { Event: var @event }:
                return ApplyAsync(@event, cancellationToken);
            case RestartMessage.TimerTouched:
                _lookedAt = null;
                return Task.CompletedTask;
            case RestartMessage.GateAsked { Answer: var answer }:
                return AnswerGateAsync(answer, cancellationToken);
            default:
                throw new UnreachableException($"no way to handle {message}");
        }
    }

    private async Task AnswerGateAsync(TaskCompletionSource<CheckReport> answer, CancellationToken cancellationToken)
    {
        var check = await _desk.CheckAfreshAsync(cancellationToken);
        await ApplyAsync(new RestartPlanEvent.GateAsked(Now, check), cancellationToken);
        answer.SetResult(check);
    }

    private void Follow(RestartProof proof)
    {
        var (next, alert) = RestartProving.Follow(proof, _desk.Report, _settings.Current, Now);
        if (next == proof)
            return;

        if (next.Report != proof.Report)
            _logger.RestartFollowed(_name, next.Report);
        if (alert is not null)
            _send(alert);
        Save(_memory with { Proof = next });
    }

    private async Task ApplyAsync(RestartPlanEvent @event, CancellationToken cancellationToken)
    {
        var step = RestartPlanner.Decide(_plan, @event, _settings.Current, ByItself(_desk.Report));
        _plan = step.Plan;
        foreach (var send in step.Decisions.OfType<RestartPlanDecision.SendAlert>())
            Tell(send.Alert);
        if (step.Plan.Memory != _memory.Plan)
            Save(_memory with { Plan = step.Plan.Memory });
        foreach (var decision in step.Decisions)
            await CarryOutAsync(decision, cancellationToken);
    }

    private async Task CarryOutAsync(RestartPlanDecision decision, CancellationToken cancellationToken)
    {
        switch (decision)
        {
            case RestartPlanDecision.Say say:
                _logger.RestartPlanned(_name, say.What);
                break;
            case RestartPlanDecision.AskForRestart ask:
                await AskAsync(new OperatorWish.ScheduledRestart(ask.Why), cancellationToken);
                break;
            case RestartPlanDecision.AskForLogin ask:
                await AskAsync(new OperatorWish.ScheduledLogin(ask.Why), cancellationToken);
                break;
        }
    }

    /// <summary>Before it is remembered that it was told.</summary>
    private void Tell(Alert alert)
    {
        _logger.RestartTold(_name, alert.Code, alert.Text, alert.WhatToDo);
        _send(alert);
    }

    private async Task AskAsync(OperatorWish wish, CancellationToken cancellationToken)
    {
        var answer = await _desk.AskAsync(wish, cancellationToken);
        await ApplyAsync(new RestartPlanEvent.Answered(Now, ObjectionOf(answer)), cancellationToken);
    }

    private static string? ObjectionOf(OperatorAnswer answer) =>
        answer.ExitStatus == (int)ExitCode.Ok ? null : answer.Message;

    private static bool IsSame(RestartReport one, RestartReport other) =>
        (one.Intent, one.At) == (other.Intent, other.At);

    private static string ByItself(GatewayReport report) =>
        report.OwnClose is { } said
            ? $"The Gateway's own clock comes anyway: {said}."
            : "When the Gateway ends or restarts by its own clock is not known.";

    private void Save(RestartMemory memory)
    {
        _memory = memory;
        try
        {
            _file.Write(memory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.RestartsNotSaved(_name, _file.Path, exception);
        }
    }

    private void Post(RestartMessage message)
    {
        if (!_messages.Writer.TryWrite(message))
            _logger.EventDropped(_name, message.ToString());
    }
}
