using System.Collections.Immutable;

namespace IbkrAgent.Supervision;

/// <summary>What an event leads to: the next state, and what is to be done.</summary>
public sealed record Step(SupervisorState State, ImmutableArray<Decision> Decisions)
{
    public static Step Stay(SupervisorState state) => new(state, []);

    /// <summary>The same step with one more decision.</summary>
    public Step Do(Decision decision) => this with { Decisions = Decisions.Add(decision) };

    /// <summary>Continues from the state reached, keeping the decisions made.</summary>
    public Step Then(Func<SupervisorState, Step> next)
    {
        var following = next(State);
        return new(following.State, Decisions.AddRange(following.Decisions));
    }
}
