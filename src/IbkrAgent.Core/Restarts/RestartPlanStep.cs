using System.Collections.Immutable;

namespace IbkrAgent.Restarts;

/// <summary>The plan that was reached, and what is to be done on the way.</summary>
public sealed record RestartPlanStep(RestartPlan Plan, ImmutableArray<RestartPlanDecision> Decisions)
{
    public static RestartPlanStep Stay(RestartPlan plan) => new(plan, []);

    public RestartPlanStep Do(RestartPlanDecision decision) => this with { Decisions = Decisions.Add(decision) };

    public RestartPlanStep Then(Func<RestartPlan, RestartPlanStep> next)
    {
        var step = next(Plan);
        return step with { Decisions = Decisions.AddRange(step.Decisions) };
    }
}
