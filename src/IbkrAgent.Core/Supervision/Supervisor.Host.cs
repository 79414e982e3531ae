using IbkrAgent.Alerts;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>
/// What happens to the host: it sleeps, its clock is set, it boots. None of it is the Gateway's fault.
/// </summary>
public static partial class Supervisor
{
    /// <summary>Time that did not pass for the Gateway is taken out of everything that is measured.</summary>
    private static Step OnTimeJumped(SupervisorState state, TimeJumped e, GatewaySettings settings)
    {
        var step = Step.Stay(Shift(state, e.By, e.IsSuspend)).Do(new ShiftDeadlines(e.By));
        // The line may have died in the sleep: what was known of the API is not known any more.
        if (e.IsSuspend && state.Phase is Phase.Running or Phase.Proving)
            step = step.Then(next =>
                AwaitReady(next with { Api = new ApiStatus.Unknown() }, e.At, settings.Supervision)
                    .Do(new ReconnectApi())
            );
        // The run window goes by the clock, wherever that stands now.
        return state.Phase == Phase.Settling ? step : step.Then(next => OnWishChanged(next, e.At, settings));
    }

    /// <summary>Budgets are spans of real time: a sleep is such time, and a clock that is set is not.</summary>
    private static SupervisorState Shift(SupervisorState state, TimeSpan by, bool isSuspend) =>
        Remember(
            state,
            m =>
                m with
                {
                    Login = m.Login with { Since = m.Login.Since + by },
                    Ledger = isSuspend ? m.Ledger : m.Ledger.Shift(by),
                    Pending = m.Pending is { } pending ? pending with { At = pending.At + by } : null,
                    Reserved = m.Reserved + (isSuspend ? TimeSpan.Zero : by),
                    Alerts = m.Alerts.Shift(by),
                }
        ) with
        {
            ApiAt = state.ApiAt + by,
            StartBegan = state.StartBegan + by,
            LaunchTold = state.LaunchTold + by,
            Since = state.Since + by,
            StopDueSince = state.StopDueSince + by,
            StopTriedAt = state.StopTriedAt + by,
            Broker = null,
            Conditions = state.Conditions.Shift(by),
        };

    private static Step OnHostBooted(SupervisorState state, HostBooted e, GatewaySettings settings)
    {
        // PID 1 counts its jobs from the beginning: an id of ours may be somebody else's now.
        var known = Remember(
            state,
            m =>
                m with
                {
                    BootedAt = e.BootedAt,
                    EndedInOrder = false,
                    OwnJobs = m.BootedAt == e.BootedAt ? m.OwnJobs : [],
                }
        );
        if (state.Memory.BootedAt is not { } before || before == e.BootedAt || state.Memory.EndedInOrder)
            return Step.Stay(known);

        var text = $"the host booted at {e.BootedAt:u}, and nobody had told the agent to stop: a crash or a power cut";
        const string WhatToDo = "look why: journalctl --boot=-1 --lines=50";
        return Step.Stay(known)
            .Do(new SendAlert(Notice(AlertCatalog.HostRebooted, known, settings, e.At, text, WhatToDo)));
    }
}
