using System.Collections.Immutable;
using IbkrAgent.Accounts;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Health;

namespace IbkrAgent.Supervision;

/// <summary>Something that happened, and when. The supervisor has no other source of time.</summary>
public abstract record SupervisorEvent(DateTimeOffset At)
{
    /// <summary>The agent has read the unit and the journal up to now; from here on it may decide.</summary>
    public sealed record Settled(DateTimeOffset At) : SupervisorEvent(At);

    /// <param name="End">what the status of a unit that ended means; null when it did not, or nobody knows.</param>
    public sealed record UnitObserved(DateTimeOffset At, UnitStatus Unit, ExitMeaning? End = null)
        : SupervisorEvent(At);

    /// <summary>The API was looked at: at each change, and at each answered heartbeat of the held session.</summary>
    public sealed record ApiObserved(DateTimeOffset At, ApiStatus Api) : SupervisorEvent(At);

    /// <summary>Another Java process than before runs in the unit, within one run of it.</summary>
    public sealed record JavaReplaced(DateTimeOffset At) : SupervisorEvent(At);

    /// <summary>All that one source finds not right now; empty when nothing is.</summary>
    public sealed record ConditionsObserved(
        DateTimeOffset At,
        ConditionSource Source,
        ImmutableArray<Condition> Conditions
    ) : SupervisorEvent(At);

    /// <summary>Whether the broker's host takes a connection from here.</summary>
    public sealed record BrokerProbed(DateTimeOffset At, bool IsReachable, string Detail) : SupervisorEvent(At);

    /// <summary>Whether somebody looks at the Gateway's window, over VNC.</summary>
    public sealed record WindowLookedAt(DateTimeOffset At, bool HasViewer) : SupervisorEvent(At);

    /// <summary>A line of the controller's log that means something.</summary>
    /// <param name="Run">the unit's run that wrote it, as journald knows it; empty when it does not.</param>
    public sealed record ControllerSaid(DateTimeOffset At, GatewaySignal Signal, string Detail = "", string Run = "")
        : SupervisorEvent(At);

    /// <summary>PID 1 said in the journal of this boot, or on the bus, that a job works on the unit.</summary>
    /// <param name="Type">JOB_TYPE: <c>start</c>, <c>stop</c>, <c>restart</c>.</param>
    public sealed record UnitJobSeen(DateTimeOffset At, string Type, uint JobId) : SupervisorEvent(At);

    /// <summary>The start gate kept the unit from starting.</summary>
    public sealed record StartRefused(DateTimeOffset At, string Reason) : SupervisorEvent(At);

    /// <summary>
    /// Journal entries between the last one read and the first one there are missing: logins may have been missed.
    /// </summary>
    public sealed record JournalGapFound(DateTimeOffset At) : SupervisorEvent(At);

    /// <param name="Missing">on the host before a Gateway can start; empty when nothing is.</param>
    /// <param name="Means">of the controller that is installed.</param>
    public sealed record InstallationObserved(DateTimeOffset At, string Missing, ControllerMeans Means)
        : SupervisorEvent(At);

    /// <summary>
    /// Whether the Gateway that runs was started with something else than what the operator wants of orders now.
    /// </summary>
    public sealed record LaunchObserved(DateTimeOffset At, bool IsOutdated) : SupervisorEvent(At);

    /// <summary>The operator changed the agent's settings: other ones than before count from now on.</summary>
    public sealed record SettingsChanged(DateTimeOffset At) : SupervisorEvent(At);

    public sealed record HandsOffObserved(DateTimeOffset At, bool HandsOff) : SupervisorEvent(At);

    public sealed record DeadlinePassed(DateTimeOffset At, Deadline Deadline) : SupervisorEvent(At);

    /// <summary>systemd took a job of ours; PID 1 names its id in the journal from now on.</summary>
    public sealed record ActionAccepted(DateTimeOffset At, long Intent, uint JobId) : SupervisorEvent(At);

    /// <summary>systemd finished a job of ours, or refused it.</summary>
    /// <param name="Result">JobRemoved's result, or what failed.</param>
    /// <param name="WasTried">systemd was asked; otherwise nothing was spent.</param>
    public sealed record ActionFinished(DateTimeOffset At, long Intent, string Result, bool WasTried = true)
        : SupervisorEvent(At);

    public sealed record ProofFinished(DateTimeOffset At, SilenceVerdict Outcome, string Detail) : SupervisorEvent(At);

    /// <summary>The accounts were read: what is held, and how much is open.</summary>
    public sealed record AccountsRead(DateTimeOffset At, Holdings Holdings) : SupervisorEvent(At);

    /// <summary>A random number, which the supervisor cannot draw by itself.</summary>
    /// <param name="Luck">from 0 to 1, for the next pause.</param>
    public sealed record Shuffled(DateTimeOffset At, double Luck) : SupervisorEvent(At);

    /// <summary>Of a stop of the Gateway that is near: no dependent is in its way any more, or one is again.</summary>
    public sealed record DependentsGone(DateTimeOffset At, bool AreGone) : SupervisorEvent(At);

    /// <summary>No other gateway of the host is logging in: this one may.</summary>
    public sealed record TurnTaken(DateTimeOffset At) : SupervisorEvent(At);

    /// <summary>The wall clock went on by so much without time having passed for the programs of the host.</summary>
    /// <param name="By">negative when it went back.</param>
    /// <param name="IsSuspend">the host slept; otherwise the clock was set.</param>
    public sealed record TimeJumped(DateTimeOffset At, TimeSpan By, bool IsSuspend) : SupervisorEvent(At);

    /// <summary>The agent begins, and knows when the host booted.</summary>
    public sealed record HostBooted(DateTimeOffset At, DateTimeOffset BootedAt) : SupervisorEvent(At);

    /// <summary>The agent was told to stop.</summary>
    public sealed record AgentStopping(DateTimeOffset At) : SupervisorEvent(At);

    /// <param name="Request">the number under which the answer is expected.</param>
    /// <param name="Who">for people: who asked.</param>
    public sealed record OperatorAsked(DateTimeOffset At, long Request, string Who, OperatorWish Wish)
        : SupervisorEvent(At);
}

/// <summary>What fresh handshakes said about a silent Gateway.</summary>
public enum SilenceVerdict
{
    /// <summary>None was answered, and no other client's bytes moved.</summary>
    Proved,

    /// <summary>One was answered: the Gateway lives.</summary>
    Answered,

    /// <summary>None was answered, but another client is being served.</summary>
    OthersServed,
}
