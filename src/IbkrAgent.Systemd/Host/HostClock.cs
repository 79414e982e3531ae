using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Host;

/// <summary>The clock that goes on while the host sleeps, and is never set.</summary>
public static class HostClock
{
    /// <summary>CLOCK_BOOTTIME, clock_gettime(2): it cannot fail for a clock that every kernel has.</summary>
    public static unsafe TimeSpan SinceBoot()
    {
        TimeSpec time;
        _ = LibC.clock_gettime(LibC.CLOCK_BOOTTIME, &time);
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick);
    }
}
