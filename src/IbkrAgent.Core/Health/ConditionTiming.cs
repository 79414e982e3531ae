using IbkrAgent.Settings;

namespace IbkrAgent.Health;

/// <summary>How long a condition must last to count, and how long it must be gone to be forgotten.</summary>
public static class ConditionTiming
{
    /// <summary>
    /// Those who look at processes and sockets look twice before they speak, so they are believed at once.
    /// </summary>
    public static TimeSpan Lasts(ConditionKind kind, WatchSettings watch) =>
        kind switch
        {
            ConditionKind.FarmBroken => watch.FarmDebounce,
            _ => TimeSpan.Zero,
        };

    public static TimeSpan Fades(ConditionKind kind) =>
        kind switch
        {
            // A farm that comes and goes is broken; the resets make them flap for minutes.
            ConditionKind.FarmBroken => TimeSpan.FromSeconds(30),
            _ => TimeSpan.Zero,
        };
}
