namespace IbkrAgent.Season.World;

/// <summary>When the markets of this season are open in truth; written down without the agent's rules.</summary>
internal static class Sessions
{
    private static readonly HashSet<DateOnly> Holidays =
    [
        new(2026, 11, 26),
        new(2026, 12, 25),
        new(2027, 1, 1),
        new(2027, 1, 18),
        new(2027, 2, 15),
    ];

    private static readonly HashSet<DateOnly> EarlyCloses = [new(2026, 11, 27), new(2026, 12, 24)];

    /// <summary>An order of this type may be filled now, before and after hours included.</summary>
    public static bool IsOpen(string type, DateTimeOffset at)
    {
        var local = NewYork.Local(at);
        return type switch
        {
            "STK" => IsTradingDay(DateOnly.FromDateTime(local))
                && local.Hour >= 4
                && local.Hour < (EarlyCloses.Contains(DateOnly.FromDateTime(local)) ? 17 : 20),
            "FUT" => IsInWeek(local, opens: new(18, 0)) && local.Hour != 17,
            "CASH" => IsInWeek(local, opens: new(17, 15)),
            _ => throw new ArgumentException($"nobody holds {type} in this season", nameof(type)),
        };
    }

    public static bool IsTradingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    /// <summary>End of the regular session.</summary>
    public static TimeOnly CloseOn(DateOnly day) => EarlyCloses.Contains(day) ? new(13, 0) : new(16, 0);

    private static bool IsInWeek(DateTime local, TimeOnly opens) =>
        local.DayOfWeek switch
        {
            DayOfWeek.Saturday => false,
            DayOfWeek.Sunday => TimeOnly.FromDateTime(local) >= opens,
            DayOfWeek.Friday => local.Hour < 17,
            _ => true,
        };
}
