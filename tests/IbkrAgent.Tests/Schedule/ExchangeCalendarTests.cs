using IbkrAgent.Schedule;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Schedule;

public sealed class ExchangeCalendarTests
{
    [Theory]
    [InlineData("2026-11-26", true, true, null)]
    [InlineData("2026-11-27", true, false, "13:00")]
    [InlineData("2026-11-30", true, false, null)]
    // Nothing is said about this year, which is not the same as that it has no holidays.
    [InlineData("2027-12-24", false, false, null)]
    public void A_day_is(string day, bool isKnown, bool isHoliday, string? earlyClose)
    {
        var date = Date(day);

        Assert.Equal(isKnown, Some.Holidays.IsKnown(date));
        Assert.Equal(isHoliday, Some.Holidays.IsHoliday(date));
        Assert.Equal(earlyClose, Some.Holidays.EarlyCloseOn(date)?.ToString("HH:mm", null));
    }

    [Fact]
    public void A_day_added_to_an_unknown_year_is_known_and_its_neighbour_is_not()
    {
        var calendar = Some.Holidays.OverruledBy(new([], [new ExchangeDay.Holiday(Date("2029-01-09"), "Mourning")]));

        Assert.True(calendar.IsKnown(Date("2029-01-09")));
        Assert.False(calendar.IsKnown(Date("2029-01-10")));
    }

    [Fact]
    public void Another_calendar_overrules_day_by_day()
    {
        var calendar = Some.Holidays.OverruledBy(
            new(
                [2027],
                [new ExchangeDay.Ordinary(Date("2026-11-26"), ""), new ExchangeDay.Holiday(Date("2026-11-30"), "")]
            )
        );

        Assert.Equal([2026, 2027], calendar.Years);
        Assert.False(calendar.IsHoliday(Date("2026-11-26")));
        Assert.True(calendar.IsHoliday(Date("2026-11-30")));
        Assert.NotNull(calendar.EarlyCloseOn(Date("2026-11-27")));
    }

    [Fact]
    public void The_end_of_what_it_knows_is_announced_thirty_days_ahead()
    {
        Assert.Null(Some.Holidays.NoticeAt(Zones.Instant("2026-12-01T00:00Z")));
        Assert.Equal(
            "the exchange calendar does not know 2027: its weekdays count as trading days; "
                + "add 'year 2027' and its holidays to /etc/ibkr/nyse.calendar",
            Some.Holidays.NoticeAt(Zones.Instant("2026-12-03T00:00Z"))
        );
    }

    [Fact]
    public void A_year_that_it_does_not_know_is_announced_to_its_last_day() =>
        Assert.StartsWith(
            "the exchange calendar does not know 2025: ",
            Some.Holidays.NoticeAt(Zones.Instant("2025-12-31T00:00Z")),
            StringComparison.Ordinal
        );

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
