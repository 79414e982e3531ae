using IbkrAgent.Schedule;

namespace IbkrAgent.Season.World;

/// <summary>The wall clock of the exchange, the broker and the operator.</summary>
internal static class NewYork
{
    private static readonly TimeOnly Restart = new(16, 30);
    private static readonly TimeOnly Expiry = new(1, 0);

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static DateTimeOffset At(DateOnly day, TimeOnly time) => WallClock.ToInstant(day.ToDateTime(time), Zone);

    public static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));

    /// <summary>When the timer elapses on that day.</summary>
    public static DateTimeOffset RestartOn(DateOnly day) => At(day, Restart);

    /// <summary>When the broker forgot its logins last.</summary>
    public static DateTimeOffset LastExpiry(DateTimeOffset at)
    {
        var day = DayOf(at);
        while (day.DayOfWeek != DayOfWeek.Sunday || At(day, Expiry) > at)
            day = day.AddDays(-1);

        return At(day, Expiry);
    }
}
