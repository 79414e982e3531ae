using IbkrAgent.Gateway;
using IbkrAgent.Health;

namespace IbkrAgent.Supervision;

/// <summary>
/// How far the login came and what it cost, by what the log says; whoever made it, and whatever is done about it.
/// </summary>
public static partial class Supervisor
{
    /// <summary>Logins count whichever run made them.</summary>
    private static SupervisorMemory Count(
        SupervisorMemory memory,
        GatewaySignal signal,
        string detail,
        DateTimeOffset at
    ) =>
        signal switch
        {
            GatewaySignal.LoginAttempted => memory with { Ledger = memory.Ledger.WithColdLogin(at) },
            GatewaySignal.LoginFailed => memory with { Ledger = memory.Ledger.WithFailure(at) },
            GatewaySignal.TooManyFailedLogins => Pause(
                memory with
                {
                    Ledger = memory.Ledger.WithFailure(at),
                },
                detail,
                at
            ),
            _ => memory,
        };

    private static SupervisorMemory Note(
        SupervisorMemory memory,
        GatewaySignal signal,
        string detail,
        DateTimeOffset at
    ) =>
        signal switch
        {
            GatewaySignal.ProcessStarted => NoteLaunch(NoteProcessEnded(memory, at), at),
            GatewaySignal.LoginAttempted => NoteAttempt(memory, at),
            GatewaySignal.SecondFactorRequested => memory with
            {
                Login = memory.Login.Reach(LoginStage.SecondFactor, at) with { Pushes = memory.Login.Pushes + 1 },
            },
            GatewaySignal.LoginCompleted => NoteCompleted(memory, at),
            GatewaySignal.LoginFailed => NoteFailure(memory, LoginStage.Failed, at),
            GatewaySignal.CloseScheduled => memory with { OwnClose = detail },
            // Latched here and not in a rule: it counts also when it is read while the agent may not act.
            GatewaySignal.TooManyFailedLogins => Pause(NoteFailure(memory, LoginStage.Failed, at), detail, at),
            GatewaySignal.ExistingSessionAsks => memory with
            {
                Login = memory.Login.Reach(LoginStage.SessionQuestioned, at),
            },
            // Nobody refused it. That the broker never saw it is likely, and not known: it stays counted as a login.
            GatewaySignal.ServerUnreachable when memory.Login.Stage == LoginStage.Submitted => memory with
            {
                Login = memory.Login.Reach(LoginStage.Unknown, at),
            },
            // A login of ours would take the account away from somebody, perhaps from the operator's own phone.
            GatewaySignal.ExistingSessionWins => Conflict(memory, $"{OtherSession}, and this one gave way", at),
            GatewaySignal.SessionTaken => Conflict(memory, "another session took the account", at),
            _ => memory with { Login = memory.Login.Follow(signal, at) },
        };

    /// <summary>The broker names a time before which no login is to be made, also none of a human's.</summary>
    private static SupervisorMemory Pause(SupervisorMemory memory, string detail, DateTimeOffset at) =>
        memory with
        {
            Latch = (memory.Latch ?? new(TooManyFailedLogins, at)) with
            {
                NotBefore = at + LoginPauseText.Read(detail),
            },
        };

    private static SupervisorMemory Conflict(SupervisorMemory memory, string why, DateTimeOffset at) =>
        memory with
        {
            Latch = memory.Latch ?? new(why, at, LatchKind.SessionConflict),
        };

    private static SupervisorMemory NoteLaunch(SupervisorMemory memory, DateTimeOffset at) =>
        memory with
        {
            WasReady = false,
            LostLink = null,
            OwnClose = null,
            Login = memory.Login.Reach(LoginStage.Launched, at) with { IsResumed = false },
        };

    /// <summary>
    /// A login that was under way when its process ended has failed, as far as the broker is concerned.
    /// </summary>
    private static SupervisorMemory NoteProcessEnded(SupervisorMemory memory, DateTimeOffset at) =>
        memory.Login.IsInFlight ? NoteFailure(memory, LoginStage.TimedOut, at) : memory;

    private static SupervisorMemory NoteAttempt(SupervisorMemory memory, DateTimeOffset at)
    {
        // A new attempt after an unanswered second factor: the broker counts the old one as failed.
        var settled = memory.Login.Stage is LoginStage.SecondFactor or LoginStage.SecondFactorClosed
            ? NoteFailure(memory, LoginStage.TimedOut, at)
            : memory;
        return settled with
        {
            Ledger = memory.Reserved is null ? settled.Ledger.WithColdLogin(at) : settled.Ledger,
            Reserved = null,
            Login = settled.Login.Reach(LoginStage.Submitted, at) with { IsResumed = false },
        };
    }

    /// <summary>
    /// When nothing was typed, the stored login was good, and the one that was paid for pays for no later one. The API
    /// may have been quicker to show it than the journal.
    /// </summary>
    private static SupervisorMemory NoteCompleted(SupervisorMemory memory, DateTimeOffset at)
    {
        var completed = memory with { Login = memory.Login.Reach(LoginStage.Completed, at) };
        return memory is { Login.IsResumed: true, Reserved: { } reserved }
            ? completed with
            {
                Ledger = memory.Ledger.WithoutColdLogin(reserved),
                Reserved = null,
            }
            : completed;
    }

    private static SupervisorMemory NoteFailure(SupervisorMemory memory, LoginStage how, DateTimeOffset at) =>
        memory.Login.Stage is LoginStage.Failed or LoginStage.TimedOut
            ? memory // one attempt fails once, however many lines say so
            : memory with
            {
                Ledger = memory.Ledger.WithFailure(at),
                Login = memory.Login.Reach(how, at),
            };
}
