using System.Collections.Immutable;
using IbkrAgent.Health;
using IbkrAgent.Supervision;

namespace IbkrAgent.Gateway;

/// <summary>
/// Publishes what one source finds not right: at once when something comes or goes, and a new detail now and then.
/// </summary>
internal sealed class ConditionNews(ConditionSource source, TimeProvider clock, Action<SupervisorEvent> publish)
{
    /// <summary>Numbers that creep are no news.</summary>
    private static readonly TimeSpan DetailPause = TimeSpan.FromMinutes(5);

    private ImmutableArray<Condition> _told = [];
    private long _toldAt;

    /// <param name="conditions">all of this source; empty when nothing is wrong.</param>
    public void Tell(ImmutableArray<Condition> conditions)
    {
        if (conditions.SequenceEqual(_told))
            return;

        var sameKinds = conditions.Select(condition => condition.Kind).SequenceEqual(_told.Select(told => told.Kind));
        if (sameKinds && clock.GetElapsedTime(_toldAt) < DetailPause)
            return;

        (_told, _toldAt) = (conditions, clock.GetTimestamp());
        publish(new SupervisorEvent.ConditionsObserved(clock.GetUtcNow(), source, conditions));
    }
}
