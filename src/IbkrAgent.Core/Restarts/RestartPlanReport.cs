namespace IbkrAgent.Restarts;

/// <summary>What is said of the next restart by the clock.</summary>
/// <param name="Due">when the timer elapses next; null: it does not, or nobody knows.</param>
/// <param name="PutOffUntil">how long one that is put off waits; null: none is.</param>
/// <param name="Why">what speaks against it; empty when none is put off.</param>
public sealed record RestartPlanReport(DateTimeOffset? Due, DateTimeOffset? PutOffUntil, string Why)
{
    public static RestartPlanReport Of(RestartPlan plan) =>
        new(plan.Elapse, plan.Memory.Deferral?.Until, plan.Memory.Deferral?.Why ?? "");
}
