using IbkrAgent.Settings;
using static IbkrAgent.Dependents.DependentsDecision;

namespace IbkrAgent.Dependents;

/// <summary>What is done about a dependent that is not as it should be.</summary>
public static partial class DependentsRules
{
    private const string StoppedByOthers =
        "was stopped, and not by the agent: left alone until the Gateway comes up anew";

    private static DependentsStep Keep(DependentsState state, int index, DateTimeOffset at, GatewaySettings settings)
    {
        var service = state.Services[index];
        if (!service.Unit.IsKnown || service.Memory.Pending is not null)
            return DependentsStep.Stay(state);
        if (HasCounts(service) && service.HealthFailures == 0 && service.UnitSince + Steady <= at)
            return DependentsStep
                .Stay(OnReset(state, service.Name))
                .Do(new Say(service.Name, "ran well for an hour: its restarts are forgotten"));
        if (!state.IsUsable || service.RetryAt > at)
            return DependentsStep.Stay(state);

        // Found running, or started by somebody: it belongs to this run of the Gateway from now on.
        if (service.IsActive && service.Memory.Run != state.Run)
            state = state.With(index, one => Remember(one, memory => memory with { Run = state.Run }));
        return service.Unit.LoadState is "loaded" ? Cure(state, index, at, settings) : SayUnusable(state, index);
    }

    private static DependentsStep Cure(DependentsState state, int index, DateTimeOffset at, GatewaySettings settings)
    {
        var service = state.Services[index];
        if (service.Trouble(settings.Dependents) is { } trouble)
            return RestartAlone(state, index, at, settings, trouble);
        if (service is { IsActive: true, IsOutdated: true })
            return RestartOutdated(state, index, at, settings);
        if (!service.IsStopped)
            return DependentsStep.Stay(state.With(index, one => one with { Due = null }));
        if (service.Memory.Run != state.Run || service.Memory.WasStopped)
            return Start(state, index, at, settings);

        return service.Memory.IsLeftAlone || at < service.UnitSince + Settle
            ? DependentsStep.Stay(state)
            : DependentsStep
                .Stay(state.With(index, one => Remember(one, memory => memory with { IsLeftAlone = true })))
                .Do(new Say(service.Name, StoppedByOthers));
    }

    /// <summary>In order: each one when the start of the one before it has ended.</summary>
    private static DependentsStep Start(
        DependentsState state,
        int index,
        DateTimeOffset at,
        GatewaySettings settings
    ) =>
        state.Services[index].Memory.GaveUp is not null || IsTooEarly(state, at, settings)
            ? DependentsStep.Stay(state)
            : Act(state, index, at, settings, DependentActionKind.Start, isCounted: false, "the Gateway is ready");

    private static DependentsStep RestartOutdated(
        DependentsState state,
        int index,
        DateTimeOffset at,
        GatewaySettings settings
    )
    {
        if (IsTooEarly(state, at, settings))
            return DependentsStep.Stay(state);
        if (state.Services[index].Memory.RestartsLastHour(at) < settings.Dependents.RestartsPerHour)
            return Act(state, index, at, settings, DependentActionKind.Replace, true, "the Gateway was replaced");

        return DependentsStep
            .Stay(state.With(index, one => one with { IsOutdated = false }))
            .Do(new Say(state.Services[index].Name, "is not restarted with the Gateway: its restarts are used up"));
    }

    /// <summary>Only this one: the Gateway is well, so the cause is in the service.</summary>
    private static DependentsStep RestartAlone(
        DependentsState state,
        int index,
        DateTimeOffset at,
        GatewaySettings settings,
        string why
    )
    {
        var service = state.Services[index];
        if (service.Memory.GaveUp is not null)
            return DependentsStep.Stay(state);
        var restarts = service.Memory.RestartsLastHour(at);
        if (restarts >= settings.Dependents.RestartsPerHour)
            return GiveUp(state, index, at, settings, $"{restarts} restarts in one hour, and {why}");

        var due = service.Due ?? Later(at + PauseAfter(restarts, settings.Supervision), StartFrom(state, settings));
        return at < due
            ? DependentsStep.Stay(state.With(index, one => one with { Due = due }))
            : Act(state, index, at, settings, DependentActionKind.Restart, isCounted: true, why);
    }

    private static DependentsStep GiveUp(
        DependentsState state,
        int index,
        DateTimeOffset at,
        GatewaySettings settings,
        string why
    )
    {
        var name = state.Services[index].Name;
        return DependentsStep
            .Stay(state.With(index, one => Remember(one, memory => memory with { GaveUp = why }) with { Due = null }))
            .Do(new SendAlert(DependentAlerts.GivenUp(settings.Name, name, why, at)));
    }

    private static DependentsStep Act(
        DependentsState state,
        int index,
        DateTimeOffset at,
        GatewaySettings settings,
        DependentActionKind kind,
        bool isCounted,
        string why
    )
    {
        var service = state.Services[index];
        var verb = kind == DependentActionKind.Start ? "start" : "restart";
        if (Hands(state, settings) is not null)
            return WouldHaveDone(state, index, $"{verb} {service.Name}: {why}");

        var intent = state.NextIntent;
        var acting = state.With(
            index,
            one =>
                Remember(
                    one with
                    {
                        Due = null,
                        HealthFailures = 0,
                        IsOutdated = false,
                    },
                    memory =>
                        (isCounted ? memory.WithRestart(at) : memory) with
                        {
                            Run = state.Run,
                            IsLeftAlone = false,
                            WasStopped = false,
                            Pending = new(intent, kind, at, isCounted),
                        }
                )
        );
        return DependentsStep
            .Stay(acting with { NextIntent = intent + 1 })
            .Do(new RestartUnit(intent, service.Name, why));
    }

    private static DependentsStep Stop(DependentsState state, int index, DateTimeOffset at, GatewaySettings settings)
    {
        var service = state.Services[index];
        if (service.StopWhy is null || !service.Unit.IsKnown || service.Memory.Pending is not null)
            return DependentsStep.Stay(state);

        var freed = state.With(index, one => one with { StopWhy = null });
        if (service.Unit.IsDown)
            return DependentsStep.Stay(freed);
        if (Hands(state, settings) is not null)
            return WouldHaveDone(freed, index, $"stop {service.Name}: {service.StopWhy}");

        var intent = state.NextIntent;
        var acting = state.With(
            index,
            one =>
                Remember(
                    one,
                    memory =>
                        memory with
                        {
                            WasStopped = true,
                            Pending = new(intent, DependentActionKind.Stop, at, IsCounted: false),
                        }
                )
        );
        return DependentsStep
            .Stay(acting with { NextIntent = intent + 1 })
            .Do(new StopUnit(intent, service.Name, service.StopWhy));
    }

    private static DependentsStep WouldHaveDone(DependentsState state, int index, string what) =>
        state.Services[index].Told == what
            ? DependentsStep.Stay(state)
            : DependentsStep.Stay(state.With(index, one => one with { Told = what })).Do(new WouldHave(what));

    private static DependentsStep SayUnusable(DependentsState state, int index)
    {
        var (name, load) = (state.Services[index].Name, state.Services[index].Unit.LoadState);
        return state.Services[index].Told == load
            ? DependentsStep.Stay(state)
            : DependentsStep
                .Stay(state.With(index, one => one with { Told = load }))
                .Do(new Say(name, $"cannot be kept: systemd says {load} of the unit"));
    }

    private static DependentsStep TellWhenGone(DependentsState state)
    {
        var areGone =
            state.IsStopNear
            && !state.Services.Any(service => service.StopWhy is not null || service.Memory.Pending is not null);
        return areGone == state.AreGone
            ? DependentsStep.Stay(state)
            : DependentsStep.Stay(state with { AreGone = areGone }).Do(new TellGone(areGone));
    }

    private static bool IsTooEarly(DependentsState state, DateTimeOffset at, GatewaySettings settings) =>
        at < StartFrom(state, settings)
        || state.Services.Any(service =>
            service.Memory.Pending is { Kind: DependentActionKind.Start or DependentActionKind.Replace }
        );

    /// <summary>The pause doubles with each restart of the last hour.</summary>
    private static TimeSpan PauseAfter(int restarts, SupervisionSettings policy) =>
        TimeSpan.FromTicks(Math.Min(policy.RestartPause.Ticks << Math.Min(restarts, 20), policy.MaxRestartPause.Ticks));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
