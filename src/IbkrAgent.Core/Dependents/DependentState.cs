using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Dependents;

/// <summary>Everything known of one dependent.</summary>
/// <param name="Memory">the part that is saved.</param>
/// <param name="UnitSince">when the unit's state became what it is, as far as it was seen.</param>
/// <param name="HealthFailures">in a row, while it ran and the Gateway was up.</param>
/// <param name="HealthDetail">the last failure; or empty.</param>
/// <param name="StopWhy">why it has to stop; null when it has not.</param>
/// <param name="IsOutdated">it runs since before the Gateway was replaced, and is to be restarted for that.</param>
/// <param name="Due">when the restart it needs may happen; null when it needs none.</param>
/// <param name="RetryAt">an action came to nothing; before this there is no other one.</param>
/// <param name="Told">what was said of it last, so that it is said once.</param>
public sealed record DependentState(
    string Name,
    DependentMemory Memory,
    UnitStatus Unit,
    DateTimeOffset UnitSince,
    int HealthFailures,
    string HealthDetail,
    string? StopWhy,
    bool IsOutdated,
    DateTimeOffset? Due,
    DateTimeOffset? RetryAt,
    string Told
)
{
    public static DependentState Begin(string name, DependentMemory memory, DateTimeOffset at) =>
        new(name, memory, UnitStatus.Unknown, at, 0, "", null, IsOutdated: false, null, null, "");

    public bool IsActive => Unit.IsActive;

    /// <summary>Down without a failure.</summary>
    public bool IsStopped => Unit is { ActiveState: "inactive" };

    public bool HasFailed => Unit is { ActiveState: "failed" };

    /// <summary>Why it has to be restarted though nobody asked for it; null when it has not.</summary>
    public string? Trouble(DependentsSettings settings) =>
        HasFailed ? $"it failed: {Unit.Result}, status {Unit.ExitStatus}"
        : IsActive && HealthFailures >= settings.HealthFailures
            ? $"it is not well, {settings.HealthFailures} times in a row: {HealthDetail}"
        : null;
}
