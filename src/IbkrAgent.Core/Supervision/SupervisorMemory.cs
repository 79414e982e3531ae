using System.Collections.Immutable;
using IbkrAgent.Accounts;
using IbkrAgent.Alerts;
using IbkrAgent.Gateway;
using IbkrAgent.Health;

namespace IbkrAgent.Supervision;

/// <summary>The part of the state that outlives the agent: saved before any decision is carried out.</summary>
/// <param name="Invocation">the unit's run that the login and <paramref name="WasReady"/> belong to.</param>
/// <param name="Reserved">when the next login attempt was accounted for, before the start; null when it was
/// not.</param>
/// <param name="Latch">why no login happens until <c>ibkr-agent ack</c>; null when none stands.</param>
/// <param name="Parked">the operator stopped the unit with systemctl.</param>
/// <param name="Pending">the action that was decided last and has not been seen to end.</param>
/// <param name="NextIntent">the id of the next action.</param>
/// <param name="OwnJobs">ids of the last jobs that were ours; PID 1 names them in the journal.</param>
/// <param name="WasReady">the API has been ready in the unit's present run.</param>
/// <param name="LostLink">the notice that the broker is lost, until a session is told otherwise; null when it is
/// not.</param>
/// <param name="Hold">the operator's "hands off"; null when none was said or it is over.</param>
/// <param name="Force">what goes before the run window; null when nothing does.</param>
/// <param name="Holdings">what is held, by the last reading of the accounts; null before the first.</param>
/// <param name="RestartedForBroker">
/// the Gateway was restarted because it stayed without the broker, and has not been well since.
/// </param>
/// <param name="StopWhy">why the present run is being stopped, its dependents first; null when it is not.</param>
/// <param name="BootedAt">when the host booted that the agent ran on last; null before the first.</param>
/// <param name="OwnClose">what the log said of the time at which the present process ends or begins anew by itself; null
/// when it said nothing.</param>
/// <param name="EndedInOrder">the last agent was told to stop, and nothing ran after it.</param>
public sealed record SupervisorMemory(
    LoginLedger Ledger,
    string Invocation,
    LoginProgress Login,
    DateTimeOffset? Reserved,
    Latch? Latch,
    bool Parked,
    PendingAction? Pending,
    long NextIntent,
    ImmutableArray<uint> OwnJobs,
    bool WasReady,
    AlertLedger Alerts,
    string? LostLink = null,
    Hold? Hold = null,
    Force? Force = null,
    Holdings? Holdings = null,
    bool RestartedForBroker = false,
    string? StopWhy = null,
    DateTimeOffset? BootedAt = null,
    bool EndedInOrder = false,
    string? OwnClose = null
)
{
    /// <summary>What is known of the ways to keep a login over a restart.</summary>
    public LoginKeeping Keeping { get; init; } = LoginKeeping.Untried;

    public static readonly SupervisorMemory Empty = new(
        LoginLedger.Empty,
        Invocation: "",
        LoginProgress.None,
        Reserved: null,
        Latch: null,
        Parked: false,
        Pending: null,
        NextIntent: 1,
        OwnJobs: [],
        WasReady: false,
        AlertLedger.Empty
    );
}

/// <summary>
/// An action with an id, saved before it is carried out: a crash in between must not repeat it unseen.
/// </summary>
/// <param name="At">when it was decided.</param>
/// <param name="ByHuman">the operator asked for it.</param>
/// <param name="IsAccepted">systemd made a job of it.</param>
public sealed record PendingAction(
    long Intent,
    ActionKind Kind,
    DateTimeOffset At,
    bool ByHuman,
    bool IsAccepted = false
);

public enum ActionKind
{
    Restart,
    Stop,

    /// <summary>A restart inside the unit.</summary>
    Reload,
}
