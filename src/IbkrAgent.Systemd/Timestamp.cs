namespace IbkrAgent.Systemd;

/// <summary>systemd's way to write an instant: microseconds since 1970, UTC.</summary>
internal static class Timestamp
{
    public static DateTimeOffset FromMicroseconds(ulong microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)microseconds * TimeSpan.TicksPerMicrosecond);

    public static ulong ToMicroseconds(DateTimeOffset time) =>
        (ulong)((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
}
