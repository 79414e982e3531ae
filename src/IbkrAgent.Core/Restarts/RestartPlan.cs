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
/// <param name="Weekly">how far the login of the week is; null before it is near.</param>
public sealed record RestartPlanMemory(
    string Run,
    DateTimeOffset? PutOffSince,
    DateTimeOffset? MemorySince,
    RestartDeferral? Deferral,
    WeeklyLogin? Weekly
)
{
    public static readonly RestartPlanMemory Empty = new("", null, null, null, null);
}

/// <summary>A restart that waits until it is safe.</summary>
/// <param name="Since">when it was due.</param>
/// <param name="Until">how long it waits.</param>
/// <param name="Why">what spoke against it when that was looked at last.</param>
/// <param name="NextLook">when it is looked at again.</param>
public sealed record RestartDeferral(
    DateTimeOffset Since,
    DateTimeOffset Until,
    string Why,
    DateTimeOffset NextLook,
    RestartReason Reason
);

/// <summary>What a restart by the clock is made for.</summary>
public enum RestartReason
{
    /// <summary>The timer.</summary>
    Timer,

    /// <summary>Memory that runs out.</summary>
    Memory,

    /// <summary>The login of the week, at an hour that suits a human.</summary>
    WeeklyLogin,
}
