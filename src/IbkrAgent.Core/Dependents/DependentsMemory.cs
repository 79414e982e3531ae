using System.Collections.Immutable;

namespace IbkrAgent.Dependents;

/// <summary>The part of the state that outlives the agent: saved before any unit is restarted.</summary>
/// <param name="Services">by the name of the unit.</param>
/// <param name="NextIntent">the id of the next action.</param>
public sealed record DependentsMemory(ImmutableSortedDictionary<string, DependentMemory> Services, long NextIntent)
{
    public static readonly DependentsMemory Empty = new(ImmutableSortedDictionary<string, DependentMemory>.Empty, 1);

    /// <summary>What was spent is not known, so it counts as spent until the operator says otherwise.</summary>
    public static DependentsMemory Spent(IEnumerable<string> services, string why) =>
        Empty with
        {
            Services = services.ToImmutableSortedDictionary(
                service => service,
                _ => DependentMemory.Empty with { GaveUp = why }
            ),
        };
}

/// <summary>What is remembered of one dependent.</summary>
/// <param name="Run">the gateway's run in which it was started, or found running; empty before.</param>
/// <param name="Restarts">within the last hour.</param>
/// <param name="GaveUp">why it is not restarted any more; null when it is.</param>
/// <param name="IsLeftAlone">it is down, but not by us and not by a failure.</param>
/// <param name="WasStopped">by us, so that it is started again when that may be.</param>
/// <param name="Pending">the action that was decided last and has not been seen to end.</param>
public sealed record DependentMemory(
    string Run,
    ImmutableArray<DateTimeOffset> Restarts,
    string? GaveUp,
    bool IsLeftAlone,
    bool WasStopped,
    DependentAction? Pending
)
{
    public static readonly DependentMemory Empty = new("", [], null, IsLeftAlone: false, WasStopped: false, null);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public int RestartsLastHour(DateTimeOffset at) => Restarts.Count(one => one > at - Hour);

    public DependentMemory WithRestart(DateTimeOffset at) =>
        this with
        {
            Restarts = Restarts.RemoveAll(one => one <= at - Hour).Add(at),
        };
}

/// <summary>An action with an id, saved before it is carried out.</summary>
/// <param name="IsCounted">it used up a restart.</param>
public sealed record DependentAction(long Intent, DependentActionKind Kind, DateTimeOffset At, bool IsCounted);

public enum DependentActionKind
{
    /// <summary>In the order of all: the next one waits for its end.</summary>
    Start,

    /// <summary>A restart because the Gateway was replaced, in the order of all.</summary>
    Replace,

    /// <summary>Of this one alone.</summary>
    Restart,
    Stop,
}
