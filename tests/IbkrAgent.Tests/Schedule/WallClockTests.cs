using System.Globalization;
using IbkrAgent.Schedule;

namespace IbkrAgent.Tests.Schedule;

public sealed class WallClockTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("2026-11-20 16:30", "2026-11-20 21:30")]
    [InlineData("2026-07-20 16:30", "2026-07-20 20:30")]
    // Skipped in spring: it happens when the gap ends.
    [InlineData("2026-03-08 02:00", "2026-03-08 07:00")]
    [InlineData("2026-03-08 02:30", "2026-03-08 07:00")]
    [InlineData("2026-03-08 03:00", "2026-03-08 07:00")]
    // Repeated in autumn: it happens the first time.
    [InlineData("2026-11-01 01:30", "2026-11-01 05:30")]
    [InlineData("2026-11-01 02:00", "2026-11-01 07:00")]
    public void A_time_in_New_York_happens_once(string wall, string utc) =>
        Assert.Equal(new DateTimeOffset(Time(utc), TimeSpan.Zero), WallClock.ToInstant(Time(wall), NewYork));

    private static DateTime Time(string text) =>
        DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
