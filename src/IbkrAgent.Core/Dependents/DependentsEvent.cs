using IbkrAgent.Gateway;
using IbkrAgent.Health;

namespace IbkrAgent.Dependents;

/// <summary>
/// Something that happened to a gateway or its dependents, and when. There is no other source of time.
/// </summary>
public abstract record DependentsEvent(DateTimeOffset At)
{
    /// <summary>What the Gateway is: at each change.</summary>
    /// <param name="Run">invocation id of the gateway's unit; empty when it never ran.</param>
    /// <param name="ExpectedUntil">the broker's reset that explains the verdict is over then; null when none
    /// does.</param>
    public sealed record GatewayObserved(DateTimeOffset At, Verdict Verdict, string Run, DateTimeOffset? ExpectedUntil)
        : DependentsEvent(At);

    /// <summary>Another Java process than before runs in the gateway's unit, within one run of it.</summary>
    public sealed record GatewayRelaunched(DateTimeOffset At) : DependentsEvent(At);

    /// <summary>The unit of a dependent, or the ready target, is in this state.</summary>
    public sealed record UnitObserved(DateTimeOffset At, string Unit, UnitStatus Status) : DependentsEvent(At);

    /// <summary>A dependent was asked whether it is well.</summary>
    /// <param name="Failure">why it is not; null when it is.</param>
    public sealed record HealthObserved(DateTimeOffset At, string Unit, string? Failure) : DependentsEvent(At);

    /// <summary>systemd finished a job of ours, or did not take it.</summary>
    /// <param name="Result">JobRemoved's result, or what failed.</param>
    public sealed record ActionFinished(DateTimeOffset At, long Intent, ActionOutcome Outcome, string Result)
        : DependentsEvent(At);

    /// <summary>A time that the state waits for has come.</summary>
    public sealed record TimePassed(DateTimeOffset At) : DependentsEvent(At);

    public sealed record HandsOffObserved(DateTimeOffset At, bool HandsOff) : DependentsEvent(At);

    /// <summary>Whether dependents may be started and restarted at all; while a hold stands they may not.</summary>
    public sealed record MayRunObserved(DateTimeOffset At, bool MayRun) : DependentsEvent(At);

    /// <summary>
    /// The Gateway is going to be stopped at a time, which may be now: its dependents go before it, and
    /// <see cref="DependentsDecision.TellGone"/> says when they have.
    /// </summary>
    /// <param name="StopAt">null: not any more.</param>
    public sealed record StopPlanned(DateTimeOffset At, DateTimeOffset? StopAt) : DependentsEvent(At);

    /// <summary>The operator wants restarts counted from zero.</summary>
    /// <param name="Unit">null: of all dependents.</param>
    public sealed record CountersReset(DateTimeOffset At, string? Unit) : DependentsEvent(At);
}

/// <summary>How an action ended.</summary>
public enum ActionOutcome
{
    Done,

    /// <summary>The job failed, or its end was not seen.</summary>
    Failed,

    /// <summary>Not permitted: nothing was done.</summary>
    Refused,
}
