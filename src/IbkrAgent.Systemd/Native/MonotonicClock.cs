using System.Diagnostics;

namespace IbkrAgent.Systemd.Native;

/// <summary>
/// CLOCK_MONOTONIC in microseconds, as libsystemd counts; it is the clock that Stopwatch reads on Linux.
/// </summary>
internal static class MonotonicClock
{
    public static ulong Now => (ulong)Stopwatch.GetElapsedTime(0).TotalMicroseconds;

    /// <summary>The time until a deadline of libsystemd; null when there is no deadline.</summary>
    public static TimeSpan? Until(ulong deadline) =>
        deadline == ulong.MaxValue ? null : TimeSpan.FromMicroseconds(Math.Max(0, (double)deadline - Now));
}
