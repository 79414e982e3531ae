namespace IbkrAgent.Schedule;

/// <summary>A part of some days of the week, on the wall clock of a zone.</summary>
/// <param name="Days">the days on which it begins.</param>
/// <param name="End">on the day after when it is not later than <paramref name="Start"/>.</param>
public sealed record WeeklyInterval(WeekDays Days, TimeOnly Start, TimeOnly End, TimeZoneInfo Zone)
{
    /// <summary>The date in the interval's zone.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>
    /// What of it begins on a day: from <c>Begin</c> until just before <c>End</c>; null when nothing does.
    /// </summary>
    /// <remarks>Nothing remains of an interval that lies inside the gap of a spring night.</remarks>
    public (DateTimeOffset Begin, DateTimeOffset End)? On(DateOnly day)
    {
        if (!Days.Contains(day.DayOfWeek))
            return null;

        var begin = WallClock.ToInstant(day.ToDateTime(Start), Zone);
        var end = WallClock.ToInstant((End > Start ? day : day.AddDays(1)).ToDateTime(End), Zone);
        return begin < end ? (begin, end) : null;
    }
}
