using IbkrAgent.Settings;
using static IbkrAgent.Dependents.DependentsDecision;

namespace IbkrAgent.Dependents;

/// <summary>What becomes of an action that ended.</summary>
public static partial class DependentsRules
{
    private static DependentsStep OnFinished(
        DependentsState state,
        DependentsEvent.ActionFinished e,
        GatewaySettings settings
    )
    {
        if (state.Target.Pending == e.Intent)
            return OnTargetFinished(state, e);

        for (var i = 0; i < state.Services.Length; i++)
            if (state.Services[i].Memory.Pending is { } pending && pending.Intent == e.Intent)
                return OnFinished(state, i, pending, e, settings);

        return DependentsStep.Stay(state); // of an agent before this one
    }

    private static DependentsStep OnFinished(
        DependentsState state,
        int index,
        DependentAction action,
        DependentsEvent.ActionFinished e,
        GatewaySettings settings
    )
    {
        var ended = state.With(
            index,
            one => Remember(one with { StopWhy = null }, memory => memory with { Pending = null })
        );
        return e.Outcome switch
        {
            ActionOutcome.Done => DependentsStep.Stay(ended),
            ActionOutcome.Failed => DependentsStep.Stay(ended.With(index, one => AfterFailure(one, action, e.At))),
            _ => Refused(ended.With(index, one => AfterRefusal(one, action, e.At)), index, e, settings),
        };
    }

    /// <summary>
    /// A start that did not come about is still to be done, but not at once; what was not stopped still runs.
    /// </summary>
    private static DependentState AfterFailure(DependentState service, DependentAction action, DateTimeOffset at) =>
        Remember(
            service with
            {
                // What failed is restarted with the pause of a failure.
                RetryAt = service.HasFailed ? null : at + RetryPause,
            },
            memory =>
                action.Kind == DependentActionKind.Stop
                    ? memory with
                    {
                        WasStopped = false,
                    }
                    : memory with
                    {
                        Run = action.Kind == DependentActionKind.Start ? "" : memory.Run,
                    }
        );

    /// <summary>Nothing was done, so nothing was spent.</summary>
    private static DependentState AfterRefusal(DependentState service, DependentAction action, DateTimeOffset at) =>
        Remember(
            AfterFailure(service, action, at) with
            {
                RetryAt = at + RetryPause,
            },
            memory => action.IsCounted ? memory with { Restarts = memory.Restarts.Remove(action.At) } : memory
        );

    private static DependentsStep Refused(
        DependentsState state,
        int index,
        DependentsEvent.ActionFinished e,
        GatewaySettings settings
    )
    {
        var service = state.Services[index];
        return service.Told == e.Result
            ? DependentsStep.Stay(state)
            : DependentsStep
                .Stay(state.With(index, one => one with { Told = e.Result }))
                .Do(new SendAlert(DependentAlerts.Refused(settings.Name, service.Name, e.Result, e.At)));
    }
}
