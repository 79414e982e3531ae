namespace IbkrAgent.Schedule;

/// <summary>A time on a day of the week, on the wall clock of a zone.</summary>
public sealed record WeeklyInstant(DayOfWeek Day, TimeOnly Time, TimeZoneInfo Zone)
{
    /// <summary>The first one after <paramref name="at"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset at)
    {
        var day = DayBefore(at);
        while (On(day) <= at)
            day = day.AddDays(7);

        return On(day);
    }

    /// <summary>The last one that is not after <paramref name="at"/>.</summary>
    public DateTimeOffset Last(DateTimeOffset at)
    {
        var day = DayBefore(at).AddDays(14);
        while (On(day) > at)
            day = day.AddDays(-7);

        return On(day);
    }

    /// <summary>Such a day, one to two weeks earlier: none of the calendars' oddities reaches that far.</summary>
    private DateOnly DayBefore(DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
        return today.AddDays(-7 - ((today.DayOfWeek - Day + 7) % 7));
    }

    private DateTimeOffset On(DateOnly day) => WallClock.ToInstant(day.ToDateTime(Time), Zone);
}
