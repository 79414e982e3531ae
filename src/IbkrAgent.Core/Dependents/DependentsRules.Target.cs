using IbkrAgent.Health;
using IbkrAgent.Settings;
using static IbkrAgent.Dependents.DependentsDecision;

namespace IbkrAgent.Dependents;

/// <summary>The target that other units are ordered by: it follows the API, but not at once.</summary>
/// <remarks>
/// It is never restarted while it is active: that would bounce what is bound to it. What others do to it stands until
/// the API comes or goes the next time.
/// </remarks>
public static partial class DependentsRules
{
    private static ReadyTarget Away(DependentsState state, bool isUp, DependentsEvent.GatewayObserved e)
    {
        // Another reason than the broker's is a reason of its own, with its own time.
        var isNewReason =
            state.UpSince is not null || (state.Verdict == Verdict.UpstreamLost && e.Verdict != state.Verdict);
        return !isUp && isNewReason ? state.Target with { AwaySince = e.At } : state.Target;
    }

    /// <summary>When the target is stopped, unless the API comes back; null while the API is ready.</summary>
    private static DateTimeOffset? TargetEnd(DependentsState state, GatewaySettings settings) =>
        state switch
        {
            { UpSince: not null } => null,
            { Verdict: Verdict.WrongAccount } => state.Target.AwaySince,
            { Verdict: Verdict.UpstreamLost } => Later(state.Target.AwaySince, state.ExpectedUntil) + UpstreamLinger,
            _ => state.Target.AwaySince + settings.Dependents.TargetLinger,
        };

    private static DependentsStep KeepTarget(DependentsState state, DateTimeOffset at, GatewaySettings settings)
    {
        var target = state.Target;
        var goal =
            state.UpSince is not null ? true
            : TargetEnd(state, settings) <= at ? false
            : target.Goal;
        if (goal == target.Goal)
            return MoveTarget(state, at, settings);

        var changed = target with { Goal = goal, IsSettled = false, RetryAt = null };
        return DependentsStep
            .Stay(state with { Target = changed })
            .Do(new MarkReady(goal == true))
            .Then(next => MoveTarget(next, at, settings));
    }

    private static DependentsStep MoveTarget(DependentsState state, DateTimeOffset at, GatewaySettings settings)
    {
        var target = state.Target;
        if (target.IsSettled || !target.Unit.IsKnown || target.Pending is not null || target.RetryAt > at)
            return DependentsStep.Stay(state);

        var settled = state with { Target = target with { IsSettled = true } };
        if (target.Unit.IsActive == target.Goal)
            return DependentsStep.Stay(settled);

        var what = target.Goal == true ? "start" : "stop";
        if (Hands(state, settings) is not null)
            return DependentsStep.Stay(settled).Do(new WouldHave($"{what} {target.Name}"));

        var acting = state with
        {
            NextIntent = state.NextIntent + 1,
            Target = target with { Pending = state.NextIntent },
        };
        return DependentsStep
            .Stay(acting)
            .Do(
                target.Goal == true
                    ? new RestartUnit(state.NextIntent, target.Name, "the API is ready")
                    : new StopUnit(state.NextIntent, target.Name, "the API is not ready")
            );
    }

    private static DependentsStep OnTargetFinished(DependentsState state, DependentsEvent.ActionFinished e)
    {
        var ended = state.Target with { Pending = null };
        return e.Outcome == ActionOutcome.Done
            ? DependentsStep.Stay(state with { Target = ended with { IsSettled = true, RetryAt = null } })
            : DependentsStep.Stay(state with { Target = ended with { RetryAt = e.At + RetryPause } });
    }
}
