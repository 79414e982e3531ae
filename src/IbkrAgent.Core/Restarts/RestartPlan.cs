namespace IbkrAgent.Restarts;

/// <summary>Everything known of the next restart by the clock.</summary>
/// <param name="Memory">the part that is saved.</param>
/// <param name="Elapse">when the timer elapses next; null when it does not, or nobody knows.</param>
/// <param name="LookedAheadTo">the elapse of which it was said what will happen.</param>
public sealed record RestartPlan(RestartPlanMemory Memory, DateTimeOffset? Elapse, DateTimeOffset? LookedAheadTo)
{
    public static RestartPlan Begin(RestartPlanMemory memory) => new(memory, null, null);
}

/// <summary>What outlives the agent.</summary>
/// <param name="Run">the unit's run that <paramref name="PutOffSince"/> and <paramref name="Deferral"/> are about; empty
/// before the first.</param>
/// <param name="PutOffSince">when the first restart was due that was not made in this run; null when none was.</param>
/// <param name="MemorySince">when memory asked for a restart in this run; null when it did not.</param>
/// <param name="Deferral">a restart that is put off and still to be made; null when none is.</param>
public sealed record RestartPlanMemory(
    string Run,
    DateTimeOffset? PutOffSince,
    DateTimeOffset? MemorySince,
    RestartDeferral? Deferral
)
{
    public static readonly RestartPlanMemory Empty = new("", null, null, null);
}

/// <summary>A restart that waits until it is safe.</summary>
/// <param name="Since">when it was due.</param>
/// <param name="Until">how long it waits.</param>
/// <param name="Why">what spoke against it when that was looked at last.</param>
/// <param name="NextLook">when it is looked at again.</param>
/// <param name="IsForMemory">not the timer asked for it, but memory that runs out.</param>
public sealed record RestartDeferral(
    DateTimeOffset Since,
    DateTimeOffset Until,
    string Why,
    DateTimeOffset NextLook,
    bool IsForMemory
);
