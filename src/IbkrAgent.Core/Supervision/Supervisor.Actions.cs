using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;

namespace IbkrAgent.Supervision;

/// <summary>What may be done about a Gateway: wait for it, start it, stop it; each within the budgets.</summary>
public static partial class Supervisor
{
    /// <summary>The part of a pause, after the first, by which it is lengthened at most.</summary>
    private const double MostJitter = 0.2;

    /// <summary>As long as most services need to stop.</summary>
    private static readonly TimeSpan DependentsPatience = TimeSpan.FromSeconds(90);

    private static Step AwaitReady(SupervisorState state, DateTimeOffset at, SupervisionSettings policy)
    {
        // Each status of the API is told once: it may have been ready before anybody asked.
        if (state is { Unit.IsActive: true, Api: ApiStatus.Ready })
            return OnApiReady(state);

        // A second factor keeps the time that it was given, also over a restart of the agent.
        var login = state.Memory.Login;
        var until =
            (login.Stage == LoginStage.SecondFactor ? login.Since : at) + LoginPhases.DeadlineOf(login.Stage, policy);
        // A controller that begins anew inside the unit before it typed anything is still at the same start.
        var began = state.Phase == Phase.Starting ? state.StartBegan : at;
        if (login.IsBeforeCredentials && !state.IsLineDead && began + policy.StartTimeout < until)
            until = began + policy.StartTimeout;
        if (until < at + policy.RestartPause)
            until = at + policy.RestartPause; // it was overdue before, and what was done about it did not help
        var starting = state with
        {
            Phase = Phase.Starting,
            StartBegan = began,
            Waits = Wait.Nothing,
            Cause = RestartCause.Fault,
            Overdue = false,
            Intention = "",
            Plan = "",
        };
        return Step.Stay(starting).Do(new ClearDeadline(Deadline.Pause)).Do(new SetDeadline(Deadline.Start, until));
    }

    /// <summary>
    /// The pause grows with each restart of the last hour, and by chance: so that no two keep in step.
    /// </summary>
    private static Step PauseBeforeRestart(
        SupervisorState state,
        DateTimeOffset at,
        SupervisionSettings policy,
        string why
    )
    {
        var doublings = Math.Min(state.Memory.Ledger.RestartsLastHour(at), 20);
        var backoff = policy.RestartPause * Math.Pow(2, doublings);
        var pause = doublings == 0 ? backoff : backoff * (1 + MostJitter * state.Luck);
        if (pause > policy.MaxRestartPause)
            pause = policy.MaxRestartPause;
        var due = at + pause;
        return Step.Stay(
                state with
                {
                    Phase = Phase.Pausing,
                    Intention = why,
                    Cause = RestartCause.Fault,
                    CauseSince = at,
                    Waits = Wait.Nothing,
                    Plan = $"restart at {due:u}",
                }
            )
            .Do(new SetDeadline(Deadline.Pause, due));
    }

    private static Step BeginRestart(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        var byHuman = state.Cause == RestartCause.Operator;
        if (state.Cause == RestartCause.Schedule && AgainstScheduled(state, at, settings) is { } objection)
            return LeaveOut(state, at, settings, objection);
        if (!byHuman && !state.IsWanted(settings, at))
            return Step.Stay(state with { Phase = Phase.Idle, Plan = "" });
        if (Hands(state, settings, at) is { } tied)
            return Step.Stay(
                    state with
                    {
                        Phase = Phase.Idle,
                        Plan =
                            $"{tied}: would have restarted the Gateway; yours to do: {SupervisorReport.ByHand(state, settings, at)}",
                    }
                )
                .Do(new WouldHave($"restart the Gateway: {state.Intention}"));

        if (!byHuman && state.Memory.Ledger.Refusal(at, settings.Supervision) is { } refusal)
            return Refuse(state, at, settings, refusal);
        if (AwaitWhatALoginNeeds(state, at, settings) is { } waiting)
            return waiting;

        if (RestartsInside(state, at, settings))
            return BeginReload(state, at);

        var intent = state.Memory.NextIntent;
        var ledger = byHuman ? state.Memory.Ledger : state.Memory.Ledger.WithColdLogin(at);
        var decided = Remember(
            state,
            m =>
                m with
                {
                    // A unit that has not run since boot is started, not restarted.
                    Ledger = state.Unit.ActiveSince is null ? ledger : ledger.WithRestart(at),
                    Reserved = at,
                    RestartedForBroker = m.RestartedForBroker || state.Cause == RestartCause.Broker,
                    Pending = new(intent, ActionKind.Restart, at, byHuman),
                    NextIntent = intent + 1,
                }
        ) with
        {
            Phase = Phase.Restarting,
            LastRestart = RestartReport.Begin(intent, at, state.Cause, state.Intention),
            Waits = Wait.Nothing,
            Plan = "",
        };
        return Step.Stay(decided).Do(new ClearDeadline(Deadline.Start)).Do(new RestartUnit(intent, state.Intention));
    }

    /// <summary>A budget is spent: wait until it has room, or latch when only a human can say so.</summary>
    private static Step Refuse(
        SupervisorState state,
        DateTimeOffset at,
        GatewaySettings settings,
        BudgetRefusal refusal
    )
    {
        var idle = state with { Phase = Phase.Idle };
        return refusal.Until is { } until
            ? Step.Stay(
                    idle with
                    {
                        Plan =
                            $"no login before {until:u}: {refusal.Why}; at once: {AgentCommand.For(settings.Name, "restart")}",
                    }
                )
                .Do(new SetDeadline(Deadline.Budget, until))
            : Step.Stay(Remember(idle, m => m with { Latch = new(refusal.Why, at) }) with { Plan = "" });
    }

    /// <summary>No login until a human acknowledges.</summary>
    private static Step StopForGood(SupervisorState state, DateTimeOffset at, GatewaySettings settings, string why) =>
        Stop(Remember(state, m => m with { Latch = m.Latch ?? new(why, at) }), at, settings, why);

    /// <summary>
    /// First what lives on the Gateway, then the Gateway itself; what does not stop in time is not waited for.
    /// </summary>
    private static Step StopInOrder(SupervisorState state, DateTimeOffset at, GatewaySettings settings, string why)
    {
        if (state.Phase == Phase.Stopping)
            return Step.Stay(state);
        if (settings.Dependents.Services.IsEmpty || !state.Unit.IsActive || Hands(state, settings, at) is not null)
            return Stop(Remember(state, m => m with { StopWhy = null }), at, settings, why);

        var leaving = Remember(state, m => m with { StopWhy = why });
        if (state.AreDependentsGone)
            return Stop(leaving, at, settings, why);

        var until = at + DependentsPatience;
        return Step.Stay(leaving with { Plan = $"stopped as soon as its dependents are, at {until:u} at the latest" })
            .Do(new SetDeadline(Deadline.Stop, until));
    }

    private static Step OnDependentsGone(
        SupervisorState state,
        SupervisorEvent.DependentsGone e,
        GatewaySettings settings
    )
    {
        var told = state with { AreDependentsGone = e.AreGone };
        return e.AreGone ? StopAfterDependents(told, e.At, settings) : Step.Stay(told);
    }

    /// <summary>Who wanted the stop may have changed his mind meanwhile, or tied the agent's hands.</summary>
    private static Step StopAfterDependents(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        if (state.Memory.StopWhy is not { } why)
            return Step.Stay(state);

        var isUnwanted = state.Memory.Parked || RunWish.Against(state.Memory, settings.Schedule, at) is not null;
        if (isUnwanted && Hands(state, settings, at) is null)
            return Stop(state, at, settings, why);

        var released = Remember(state, m => m with { StopWhy = null });
        return isUnwanted ? Stop(released, at, settings, why) : Step.Stay(released with { Plan = "" });
    }

    /// <summary>When it is down, it is started again as soon as that is allowed.</summary>
    private static Step Stop(SupervisorState state, DateTimeOffset at, GatewaySettings settings, string why)
    {
        var step = Step.Stay(state with { Plan = "" })
            .Do(new ClearDeadline(Deadline.Pause))
            .Do(new ClearDeadline(Deadline.Start));
        if (state.Phase is Phase.Stopping || state.Unit.IsDown)
            return step;
        if (Hands(state, settings, at) is { } tied)
            return step.Then(next =>
                    Step.Stay(next with { Phase = Phase.Idle, Plan = $"{tied}: would have stopped the Gateway" })
                )
                .Do(new WouldHave($"stop the Gateway: {why}"));

        var intent = state.Memory.NextIntent;
        return step.Then(next =>
                Step.Stay(
                    Remember(
                        next,
                        m =>
                            m with
                            {
                                Pending = new(intent, ActionKind.Stop, at, ByHuman: false),
                                NextIntent = intent + 1,
                            }
                    ) with
                    {
                        Phase = Phase.Stopping,
                    }
                )
            )
            .Do(new StopUnit(intent, why));
    }

    /// <summary>What keeps the agent from acting, or null when it has hands.</summary>
    private static string? Hands(SupervisorState state, GatewaySettings settings, DateTimeOffset at) =>
        state.HandsOff ? "hands off"
        : settings.Mode == AgentMode.Observe ? "mode = observe"
        : RunWish.HoldAt(state.Memory, at)?.ToString();
}
