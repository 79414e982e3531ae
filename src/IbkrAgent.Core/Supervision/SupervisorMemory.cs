using System.Collections.Immutable;
using IbkrAgent.Alerts;
using IbkrAgent.Gateway;
using IbkrAgent.Health;

namespace IbkrAgent.Supervision;

/// <summary>The part of the state that outlives the agent: saved before any decision is carried out.</summary>
/// <param name="Invocation">the unit's run that the login and <paramref name="WasReady"/> belong to.</param>
/// <param name="Prepaid">the next login attempt is accounted for already: it was reserved before the start.</param>
/// <param name="Latch">why no login happens until <c>ibkr-agent ack</c>; null when none stands.</param>
/// <param name="Parked">the operator stopped the unit with systemctl.</param>
/// <param name="Pending">the action that was decided last and has not been seen to end.</param>
/// <param name="NextIntent">the id of the next action.</param>
/// <param name="OwnJobs">ids of the last jobs that were ours; PID 1 names them in the journal.</param>
/// <param name="WasReady">the API has been ready in the unit's present run.</param>
/// <param name="LostLink">the notice that the broker is lost, until a session is told otherwise; null when it is not.</param>
public sealed record SupervisorMemory(
    LoginLedger Ledger,
    string Invocation,
    LoginProgress Login,
    bool Prepaid,
    Latch? Latch,
    bool Parked,
    PendingAction? Pending,
    long NextIntent,
    ImmutableArray<uint> OwnJobs,
    bool WasReady,
    AlertLedger Alerts,
    string? LostLink = null
)
{
    public static readonly SupervisorMemory Empty = new(
        LoginLedger.Empty,
        Invocation: "",
        LoginProgress.None,
        Prepaid: false,
        Latch: null,
        Parked: false,
        Pending: null,
        NextIntent: 1,
        OwnJobs: [],
        WasReady: false,
        AlertLedger.Empty
    );
}

/// <summary>An action with an id, saved before it is carried out: a crash in between must not repeat it unseen.</summary>
/// <param name="At">when it was decided.</param>
/// <param name="ByHuman">the operator asked for it.</param>
/// <param name="IsAccepted">systemd made a job of it.</param>
public sealed record PendingAction(long Intent, ActionKind Kind, DateTimeOffset At, bool ByHuman, bool IsAccepted = false);

public enum ActionKind
{
    Restart,
    Stop,
}
