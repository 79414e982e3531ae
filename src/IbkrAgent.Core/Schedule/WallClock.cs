namespace IbkrAgent.Schedule;

/// <summary>From a time on a wall clock to the instant at which it happens.</summary>
public static class WallClock
{
    /// <remarks>
    /// A time that daylight saving skips happens when the gap ends; one that it repeats happens once, the first time.
    /// </remarks>
    public static DateTimeOffset ToInstant(DateTime wall, TimeZoneInfo zone)
    {
        var time = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(time))
            return GapEnd(time, zone);

        var offset = zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }

    /// <summary>Gaps begin and end at whole minutes in every zone that has any.</summary>
    private static DateTimeOffset GapEnd(DateTime skipped, TimeZoneInfo zone)
    {
        var end = skipped.AddTicks(-(skipped.Ticks % TimeSpan.TicksPerMinute));
        while (zone.IsInvalidTime(end))
            end = end.AddMinutes(1);

        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }
}
