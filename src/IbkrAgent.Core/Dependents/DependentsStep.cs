using System.Collections.Immutable;

namespace IbkrAgent.Dependents;

/// <summary>What an event leads to: the next state, and what is to be done.</summary>
public sealed record DependentsStep(DependentsState State, ImmutableArray<DependentsDecision> Decisions)
{
    public static DependentsStep Stay(DependentsState state) => new(state, []);

    /// <summary>The same step with one more decision.</summary>
    public DependentsStep Do(DependentsDecision decision) => this with { Decisions = Decisions.Add(decision) };

    /// <summary>Continues from the state reached, keeping the decisions made.</summary>
    public DependentsStep Then(Func<DependentsState, DependentsStep> next)
    {
        var following = next(State);
        return new(following.State, Decisions.AddRange(following.Decisions));
    }
}
