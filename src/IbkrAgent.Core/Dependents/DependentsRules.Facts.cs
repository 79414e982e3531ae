using System.Diagnostics;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Dependents;

/// <summary>What an event changes of what is known.</summary>
public static partial class DependentsRules
{
    private static DependentsStep Observe(DependentsState state, DependentsEvent @event, GatewaySettings settings) =>
        @event switch
        {
            DependentsEvent.GatewayObserved e => DependentsStep.Stay(OnGateway(state, e, settings)),
            DependentsEvent.GatewayRelaunched => DependentsStep.Stay(OnReplaced(state, settings)),
            DependentsEvent.UnitObserved e => DependentsStep.Stay(OnUnit(state, e)),
            DependentsEvent.HealthObserved e => DependentsStep.Stay(OnHealth(state, e)),
            DependentsEvent.ActionFinished e => OnFinished(state, e, settings),
            DependentsEvent.TimePassed e => DependentsStep.Stay(OnTime(state, e.At, settings)),
            DependentsEvent.HandsOffObserved e => DependentsStep.Stay(OnHandsOff(state, e.HandsOff)),
            DependentsEvent.MayRunObserved e => DependentsStep.Stay(state with { MayRun = e.MayRun }),
            DependentsEvent.StopPlanned e => DependentsStep.Stay(
                OnTime(state with { StopAt = e.StopAt }, e.At, settings)
            ),
            DependentsEvent.CountersReset e => DependentsStep.Stay(OnReset(state, e.Unit)),
            _ => throw new UnreachableException($"no rule for {@event}"),
        };

    private static DependentsState OnGateway(
        DependentsState state,
        DependentsEvent.GatewayObserved e,
        GatewaySettings settings
    )
    {
        var isUp = e.Verdict is Verdict.Ready or Verdict.Degraded;
        var isNew = e.Run.Length > 0 && e.Run != state.Run;
        var next = state with
        {
            Verdict = e.Verdict,
            ExpectedUntil = e.ExpectedUntil,
            UpSince = isUp ? state.UpSince ?? e.At : null,
            Run = isNew ? e.Run : state.Run,
            Target = Away(state, isUp, e),
        };
        // What the agent finds when it begins is adopted: only a change that it saw is a replacement.
        if (isNew && state.Run.Length > 0)
            next = OnReplaced(next, settings);
        if (!isUp)
            next = next.WithAll(service => service with { HealthFailures = 0, Due = null });
        return e.Verdict == Verdict.WrongAccount && state.Verdict != Verdict.WrongAccount
            ? MustStop(next, "the Gateway is logged in to the wrong account")
            : next;
    }

    private static DependentsState OnReplaced(DependentsState state, GatewaySettings settings) =>
        settings.Dependents.RestartWithGateway
            ? state.WithAll(service => service with { IsOutdated = service.IsActive })
            : state;

    private static DependentsState OnUnit(DependentsState state, DependentsEvent.UnitObserved e)
    {
        if (e.Unit == state.Target.Name)
            return state with { Target = state.Target with { Unit = e.Status } };

        var index = IndexOf(state, e.Unit);
        return index < 0 ? state : state.With(index, service => OnUnit(service, e.Status, e.At));
    }

    private static DependentState OnUnit(DependentState service, UnitStatus status, DateTimeOffset at)
    {
        var before = service.Unit;
        var next = service with { Unit = status };
        if (!before.IsKnown)
            next = Remember(next, memory => Adopt(memory, status));
        if (before.ActiveState == status.ActiveState && before.InvocationId == status.InvocationId)
            return next;

        next = next with
        {
            UnitSince = at,
            HealthFailures = 0,
            IsOutdated = next.IsOutdated && next.IsActive,
            Told = "",
        };
        return status.IsActive && next.Memory.Pending is null
            ? Remember(next, memory => memory with { IsLeftAlone = false, WasStopped = false })
            : next;
    }

    /// <summary>
    /// What an agent before this one had begun is over, or goes on in front of our eyes: it is not done again. But a
    /// start of which nothing came was never carried out.
    /// </summary>
    private static DependentMemory Adopt(DependentMemory memory, UnitStatus status)
    {
        var neverStarted =
            memory.Pending is { Kind: not DependentActionKind.Stop, At: var decided }
            && status is { ActiveState: "inactive" }
            && !(status.ActiveSince > decided);
        return memory with { Pending = null, Run = neverStarted ? "" : memory.Run };
    }

    private static DependentsState OnHealth(DependentsState state, DependentsEvent.HealthObserved e)
    {
        var index = IndexOf(state, e.Unit);
        if (index < 0 || state.UpSince is null || state.Services[index] is not { IsActive: true, Memory.Pending: null })
            return state;

        return state.With(
            index,
            service =>
                service with
                {
                    HealthFailures = e.Failure is null ? 0 : service.HealthFailures + 1,
                    HealthDetail = e.Failure ?? "",
                    Due = e.Failure is null ? null : service.Due,
                }
        );
    }

    /// <summary>Those that are up as it comes near; what the operator starts afterwards is his.</summary>
    private static DependentsState OnTime(DependentsState state, DateTimeOffset at, GatewaySettings settings)
    {
        var isNear = state.StopAt - settings.Dependents.StopAhead <= at;
        return isNear && !state.IsStopNear
            ? MustStop(state with { IsStopNear = true }, "the Gateway is going to be stopped")
            : state with
            {
                IsStopNear = isNear,
            };
    }

    /// <summary>What would have been done is done when the hands are back.</summary>
    private static DependentsState OnHandsOff(DependentsState state, bool handsOff) =>
        state.WithAll(service => service with { Told = "" }) with
        {
            HandsOff = handsOff,
            Target = state.Target with { IsSettled = state.Target.IsSettled && handsOff },
        };

    private static DependentsState OnReset(DependentsState state, string? unit) =>
        state.WithAll(service =>
            unit is null || unit == service.Name
                ? Remember(service, memory => memory with { Restarts = [], GaveUp = null }) with
                {
                    Told = "",
                }
                : service
        );

    private static DependentsState MustStop(DependentsState state, string why) =>
        state.WithAll(service =>
            service.Unit.IsDown ? service : service with { StopWhy = why, Due = null, RetryAt = null }
        );

    private static int IndexOf(DependentsState state, string unit)
    {
        for (var i = 0; i < state.Services.Length; i++)
            if (state.Services[i].Name == unit)
                return i;

        return -1;
    }
}
