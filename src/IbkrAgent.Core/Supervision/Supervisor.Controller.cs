using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What the controller's log says about the login. Every attempt counts, whoever made it.</summary>
public static partial class Supervisor
{
    /// <summary>The journal may be later than a look at the processes, by so much at most.</summary>
    private static readonly TimeSpan LogDelay = TimeSpan.FromSeconds(5);

    /// <summary>A process that is seen was announced at most so long ago: the looks are 20 s apart.</summary>
    private static readonly TimeSpan LaunchToldWithin = TimeSpan.FromMinutes(1);

    private const string OtherSession = "another session has the account";

    private const string TooManyFailedLogins = "the broker reported too many failed login attempts";

    private static Step OnControllerSaid(SupervisorState before, ControllerSaid e, GatewaySettings settings)
    {
        var state = Remember(before, m => m with { Keeping = KeepingAfter(m, e, settings.Schedule) });
        var step = OnLogLine(state, e, settings);
        return IsLoss(before.Memory.Keeping, state.Memory.Keeping) is { } command
            ? step.Then(next => TellLoss(next, command, e.At, settings))
            : step;
    }

    private static Step OnLogLine(SupervisorState state, ControllerSaid e, GatewaySettings settings)
    {
        if (IsOfAnOlderRun(state, e))
            return Step.Stay(Remember(state, m => Count(m, e.Signal, e.Detail, e.At)));

        var noted = Remember(state, m => Note(m, e.Signal, e.Detail, e.At)) with
        {
            Dialog = DialogAfter(state.Dialog, e),
            LaunchTold = e.Signal == GatewaySignal.ProcessStarted ? e.At : state.LaunchTold,
            IsLineDead = IsLineDeadAfter(state.IsLineDead, e.Signal),
        };
        if (noted.Phase is Phase.Settling or Phase.Restarting or Phase.Stopping)
            return Step.Stay(noted);

        if (noted is { Unit.IsActive: true, Api: ApiStatus.Ready } && !LosesTheAccount(e.Signal))
            return SpeaksAgainst(e.Signal) ? Step.Stay(noted).Do(new ReconnectApi()) : Step.Stay(noted);

        return e.Signal switch
        {
            GatewaySignal.LoginAttempted when noted is { Unit.IsActive: true, Memory.Latch: { } latch } => StopForGood(
                noted,
                e.At,
                settings,
                latch.Why
            ),
            _ when LoginHarm(noted.Memory, e.At, settings.Supervision) is { } harm && noted.Memory.Login.IsInFlight =>
                StopForGood(noted, e.At, settings, harm),
            // The journal is slower than the bus: the process may be gone by now. If not,
            // the port opens now: it is tried as eagerly as at the beginning.
            GatewaySignal.LoginCompleted when noted.Unit.IsActive => AwaitReady(noted, e.At, settings.Supervision)
                .Do(new ReconnectApi()),
            // Each step of a login has a time of its own.
            _ when noted.Unit.IsActive && noted.Memory.Login != state.Memory.Login && noted.Memory.Login.IsUnderWay =>
                AwaitReady(noted, e.At, settings.Supervision),
            GatewaySignal.ServerUnreachable when noted.Unit.IsActive => OnServerUnreachable(noted, e.At, settings),
            // The controller asks again by itself within seconds: after the last request that is allowed it must not.
            GatewaySignal.SecondFactorTimedOut
                when noted.Unit.IsActive && IsLastPush(noted.Memory, settings.Supervision) => OnSecondFactorUnanswered(
                noted,
                e.At,
                settings
            ),
            // The controller may begin anew by itself within seconds: the login that must not follow is not let be
            // typed.
            GatewaySignal.ProcessEnded when noted is { Unit.IsActive: true, Memory.Login.IsInFlight: true } =>
                OnLoginCutOff(noted, e.At, settings),
            GatewaySignal.LoginFailed => RetryLogin(noted, e.At, settings, "the broker refused the login"),
            GatewaySignal.TooManyFailedLogins => StopForGood(noted, e.At, settings, TooManyFailedLogins),
            GatewaySignal.ExistingSessionWins or GatewaySignal.SessionTaken => StopForGood(
                noted,
                e.At,
                settings,
                noted.Memory.Latch?.Why ?? OtherSession
            ),
            _ => Step.Stay(noted),
        };
    }

    /// <summary>The controller begins anew by itself, for ever and without a pause; the budget is its end.</summary>
    private static Step OnServerUnreachable(SupervisorState state, DateTimeOffset at, GatewaySettings settings) =>
        state.Memory.Ledger.Refusal(at, settings.Supervision) is { } refusal
            ? Stop(state, at, settings, $"the Gateway cannot reach the broker, and {refusal.Why}")
            : Step.Stay(state);

    private static Step OnLoginCutOff(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        var ended = Remember(state, m => NoteProcessEnded(m, at));
        return LoginHarm(ended.Memory, at, settings.Supervision) is { } harm
            ? StopForGood(ended, at, settings, harm)
            : Step.Stay(state);
    }

    /// <summary>
    /// A controller whose log is not understood begins anew inside the unit: each time may be a login, so it counts as
    /// one.
    /// </summary>
    private static Step OnLaunchUntold(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        if (!state.Unit.IsActive || at - state.LaunchTold < LaunchToldWithin)
            return Step.Stay(state);

        var counted = Remember(state, m => m with { Ledger = m.Ledger.WithColdLogin(at) });
        return
            counted.Api is not ApiStatus.Ready && counted.Memory.Ledger.Refusal(at, settings.Supervision) is { } refusal
            ? Stop(counted, at, settings, $"the controller begins anew without a word in its log, and {refusal.Why}")
            : Step.Stay(counted);
    }

    /// <summary>Another session has the account, and a Gateway that goes on would take it back.</summary>
    private static bool LosesTheAccount(GatewaySignal signal) =>
        signal is GatewaySignal.ExistingSessionWins or GatewaySignal.SessionTaken;

    /// <summary>What a Gateway that is ready should not say: the API has to answer for it.</summary>
    private static bool SpeaksAgainst(GatewaySignal signal) =>
        signal
            is GatewaySignal.ProcessStarted
                or GatewaySignal.LoginAttempted
                or GatewaySignal.SecondFactorRequested
                or GatewaySignal.LoginFailed
                or GatewaySignal.TooManyFailedLogins;

    /// <summary>
    /// The journal is late: what a run that is over said must not be taken for news of the present one.
    /// </summary>
    private static bool IsOfAnOlderRun(SupervisorState state, ControllerSaid e) =>
        e.Run.Length > 0
        && state.Memory.Invocation.Length > 0
        && e.Run != state.Memory.Invocation
        && e.At < state.Unit.ActiveSince;

    /// <summary>A new attempt shows nothing yet: the line is alive when the broker answered.</summary>
    private static bool IsLineDeadAfter(bool isDead, GatewaySignal signal) =>
        signal switch
        {
            GatewaySignal.ServerUnreachable => true,
            GatewaySignal.SecondFactorRequested
            or GatewaySignal.LoginCompleted
            or GatewaySignal.LoginFailed
            or GatewaySignal.TooManyFailedLogins
            or GatewaySignal.ExistingSessionAsks => false,
            _ => isDead,
        };

    private static string DialogAfter(string dialog, ControllerSaid e) =>
        e.Signal switch
        {
            GatewaySignal.UnknownDialog => e.Detail,
            GatewaySignal.SecondFactorUnavailable => "Second Factor Authentication: which device?",
            GatewaySignal.UnknownDialogClosed when e.Detail == dialog => "",
            GatewaySignal.ProcessStarted or GatewaySignal.LoginCompleted => "",
            _ => dialog,
        };

    /// <summary>
    /// A failed login is tried again after a pause; with a budget spent the Gateway is stopped before it harms.
    /// </summary>
    private static Step RetryLogin(SupervisorState state, DateTimeOffset at, GatewaySettings settings, string why) =>
        state.Memory.Ledger.Refusal(at, settings.Supervision) is { } refusal
            ? StopForGood(state, at, settings, $"{why}, and {refusal.Why}")
            : PauseBeforeRestart(state, at, settings.Supervision, why);

    /// <summary>
    /// Why no further login may follow what the broker saw so far, whoever would make it; null when one may.
    /// </summary>
    private static string? LoginHarm(SupervisorMemory memory, DateTimeOffset at, SupervisionSettings policy) =>
        memory.Login.Pushes > policy.SecondFactorPushes
        || (
            memory.Login.Pushes == policy.SecondFactorPushes
            && memory.Login.Stage is LoginStage.TimedOut or LoginStage.Submitted
        )
            ? $"the second factor was requested {memory.Login.Pushes} times and not answered"
            : memory.Ledger.FailureRefusal(at, policy)?.Why;

    private static bool IsLastPush(SupervisorMemory memory, SupervisionSettings policy) =>
        memory.Login.Pushes >= policy.SecondFactorPushes;

    private static Step OnStartOverdue(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        var overdue = state with { Overdue = true };
        if (state.Memory.Latch is { } latch)
            return StopForGood(overdue, at, settings, latch.Why);
        if (state is { Dialog.Length: > 0, Overdue: false } && state.Memory.Login.Stage != LoginStage.SecondFactor)
            return AwaitHuman(overdue, at + settings.Supervision.StartTimeout);

        return state.Memory.Login.Stage switch
        {
            LoginStage.SecondFactor => OnSecondFactorUnanswered(overdue, at, settings),
            LoginStage.SessionQuestioned => StopForGood(
                Remember(overdue, m => Conflict(m, $"{OtherSession}, and nobody answered the Gateway's dialog", at)),
                at,
                settings,
                OtherSession
            ),
            LoginStage.Submitted or LoginStage.SecondFactorClosed => RetryLogin(
                Remember(overdue, m => NoteFailure(m, LoginStage.TimedOut, at)),
                at,
                settings,
                LoginPhases.OverdueText(state.Memory.Login.Stage)
            ),
            _ => OnApiOverdue(overdue, at, settings.Supervision),
        };
    }

    /// <summary>
    /// A restart would only bring the dialog back: a human is told first, and it is restarted when nobody comes.
    /// </summary>
    private static Step AwaitHuman(SupervisorState state, DateTimeOffset until) =>
        Step.Stay(state with { Plan = $"a human has to answer the dialog '{state.Dialog}'; restart at {until:u}" })
            .Do(new SetDeadline(Deadline.Start, until));

    private static Step OnSecondFactorUnanswered(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        var failed = Remember(state, m => NoteFailure(m, LoginStage.TimedOut, at));
        return LoginHarm(failed.Memory, at, settings.Supervision) is { } harm
            ? StopForGood(failed, at, settings, harm)
            : RetryLogin(failed, at, settings, "the second factor was not answered in time");
    }
}
