using IbkrAgent.Alerts;
using IbkrAgent.Gateway;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>
/// A login that is kept over a restart spares a tap on the phone: by PAUSE when the unit stops, or, where that does not
/// do it, by RESTART inside the unit.
/// </summary>
/// <remarks>
/// PAUSE needs nothing here: each stop of the unit does it. Both are on probation on a host until the log has shown
/// that the login was kept.
/// </remarks>
public static partial class Supervisor
{
    private static LoginKeeping KeepingAfter(SupervisorMemory memory, ControllerSaid e, ScheduleSettings schedule)
    {
        var keeping = memory.Keeping;
        return (e.Signal, keeping.Attempt) switch
        {
            (GatewaySignal.PauseTaken, _) => Begin(KeepingCommand.Pause),
            (GatewaySignal.RestartTaken, _) => Begin(KeepingCommand.Restart),
            (_, null) => keeping,
            (GatewaySignal.Paused or GatewaySignal.CommandTaken, { } attempt) => keeping with
            {
                Attempt = attempt with { IsTrial = true },
            },
            (GatewaySignal.ProcessStarted, { } attempt) => keeping with
            {
                Attempt = attempt with { IsRelaunched = true },
            },
            (_, { IsRelaunched: false }) => keeping,
            (
                GatewaySignal.LoginAttempted
                    or GatewaySignal.SecondFactorRequested
                    or GatewaySignal.LoginCompleted,
                { IsTrial: false }
            ) => keeping with
            {
                Attempt = null,
            },
            // The broker's doing, and not the command's.
            (GatewaySignal.LoginAttempted or GatewaySignal.SecondFactorRequested, { } attempt)
                when schedule.TokenExpiry.Last(e.At) > attempt.At => keeping with
            {
                Attempt = null,
            },
            (GatewaySignal.LoginAttempted or GatewaySignal.SecondFactorRequested, _) => keeping.Fail(),
            (GatewaySignal.LoginCompleted, _) => keeping.Succeed(),
            _ => keeping,
        };

        // What the broker has forgotten no command can keep.
        LoginKeeping Begin(KeepingCommand command) =>
            memory.Login.IsComplete && memory.Login.Since < schedule.TokenExpiry.Last(e.At)
                ? keeping with
                {
                    Attempt = null,
                }
                : keeping.Begin(command, e.At);
    }

    /// <summary>The command that has just failed, unless nobody relied on it any more.</summary>
    private static KeepingCommand? IsLoss(LoginKeeping before, LoginKeeping after) =>
        before.Pause != after.Pause && after.Pause != KeepingTrial.Kept ? KeepingCommand.Pause
        : before.Restart != after.Restart && after.Restart != KeepingTrial.Kept ? KeepingCommand.Restart
        : null;

    private static Step TellLoss(
        SupervisorState state,
        KeepingCommand command,
        DateTimeOffset at,
        GatewaySettings settings
    )
    {
        var next = KeepingReport.Of(state.Memory.Keeping, state.Means);
        var text =
            $"{KeepingReport.Word(command)} should have kept the login over the last restart, and it was made anew. "
            + $"Next time: {next}";
        const string WhatToDo = "nothing, when it was the phone's tap only";
        return Step.Stay(state)
            .Do(new SendAlert(Notice(AlertCatalog.LoginNotKept, state, settings, at, text, WhatToDo)));
    }

    /// <summary>
    /// A restart that nobody hurries, of a Gateway that answers, when PAUSE is not to be relied on and RESTART is.
    /// </summary>
    /// <remarks>Nothing is rendered for it: a Gateway that is to take orders no more would go on to.</remarks>
    private static bool RestartsInside(SupervisorState state, DateTimeOffset at, GatewaySettings settings) =>
        state.Cause is RestartCause.Schedule or RestartCause.Broker
        && settings.TradingMode == TradingMode.Live
        && state
            is {
                Unit: { IsActive: true, ActiveSince: not null },
                Api: ApiStatus.Ready,
                IsLaunchOutdated: false,
                Memory.Login: { IsComplete: true } login
            }
        && login.Since >= settings.Schedule.TokenExpiry.Last(at)
        && state.Memory.Keeping.Choose(state.Means) == KeepingCommand.Restart;

    /// <summary>Nothing is typed when it succeeds: a login counts when the log tells of it.</summary>
    private static Step BeginReload(SupervisorState state, DateTimeOffset at)
    {
        var intent = state.Memory.NextIntent;
        var decided = Remember(
            state,
            m =>
                m with
                {
                    Ledger = m.Ledger.WithRestart(at),
                    RestartedForBroker = m.RestartedForBroker || state.Cause == RestartCause.Broker,
                    Pending = new(intent, ActionKind.Reload, at, ByHuman: false),
                    NextIntent = intent + 1,
                }
        ) with
        {
            Phase = Phase.Restarting,
            LastRestart = RestartReport.Begin(intent, at, state.Cause, state.Intention),
            Waits = Wait.Nothing,
            Plan = "",
        };
        return Step.Stay(decided).Do(new ClearDeadline(Deadline.Start)).Do(new ReloadUnit(intent, state.Intention));
    }

    /// <summary>The controller does not do it: it is not relied on again, and the unit is restarted.</summary>
    /// <param name="pending">with what the restart is for.</param>
    private static Step OnReloadFailed(
        SupervisorState pending,
        SupervisorState ended,
        ActionFinished e,
        GatewaySettings settings
    )
    {
        var without = Remember(
            ended,
            m =>
                m with
                {
                    Ledger = m.Ledger.WithoutAction(pending.Memory.Pending!.At),
                    Keeping = m.Keeping.Begin(KeepingCommand.Restart, e.At).Fail(),
                }
        );
        if (!without.Unit.IsActive)
            return without.Unit.IsDown && without.IsWanted(settings, e.At)
                ? PauseBeforeRestart(without, e.At, settings.Supervision, $"systemd's job ended with: {e.Result}")
                : Step.Stay(without);

        return BeginRestart(
            without with
            {
                Cause = pending.Cause,
                CauseSince = pending.CauseSince,
                Intention = $"{pending.Intention}; the controller did not begin anew inside the unit: {e.Result}",
            },
            e.At,
            settings
        );
    }
}
