namespace IbkrAgent.Schedule;

/// <summary>A part of some days of the week, on the wall clock of a zone.</summary>
/// <param name="Days">the days on which it begins.</param>
/// <param name="End">on the day after when it is not later than <paramref name="Start"/>.</param>
public sealed record WeeklyWindow(WeekDays Days, TimeOnly Start, TimeOnly End, TimeZoneInfo Zone)
{
    /// <summary>When the window that <paramref name="at"/> lies in ends; null when it lies in none.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
        return EndOf(today, at) ?? EndOf(today.AddDays(-1), at);
    }

    private DateTimeOffset? EndOf(DateOnly day, DateTimeOffset at)
    {
        if (!Days.HasFlag((WeekDays)(1 << (int)day.DayOfWeek)))
            return null;

        var begin = WallClock.ToInstant(day.ToDateTime(Start), Zone);
        var end = WallClock.ToInstant((End > Start ? day : day.AddDays(1)).ToDateTime(End), Zone);
        return begin <= at && at < end ? end : null;
    }
}

/// <summary>A set of days; the bits are those of <see cref="DayOfWeek"/>.</summary>
[Flags]
public enum WeekDays
{
    None = 0,
    Sunday = 1,
    Monday = 2,
    Tuesday = 4,
    Wednesday = 8,
    Thursday = 16,
    Friday = 32,
    Saturday = 64,
    SundayToFriday = Sunday | Monday | Tuesday | Wednesday | Thursday | Friday,
}
