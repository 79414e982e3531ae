using IbkrAgent.Schedule;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Schedule;

/// <summary>The shipped dates against the rules of the exchange, computed here a second time.</summary>
public sealed class ShippedCalendarTests
{
    private static readonly string ShippedFile = Repository.PathOf("packaging/nyse.calendar");

    // What no rule foretells: announced by the exchange for the one day.
    private static readonly DateOnly[] Mourning = [new(2025, 1, 9)];

    private static readonly ExchangeCalendar Shipped = CalendarReader
        .Read(ShippedFile, File.ReadAllText(ShippedFile))
        .Calendar;

    public static TheoryData<int> Years => new(Enumerable.Range(2025, 4));

    [Fact]
    public void It_is_without_a_mistake_and_reaches_from_2025_to_the_end_of_2028()
    {
        Assert.Empty(CalendarReader.Read(ShippedFile, File.ReadAllText(ShippedFile)).Problems);
        Assert.Equal([2025, 2026, 2027, 2028], Shipped.Years);
        Assert.All(Shipped.Days, day => Assert.NotEqual("", day.Name));
        Assert.True(Shipped.IsKnown(new(2028, 12, 31)));
        Assert.False(Shipped.IsKnown(new(2029, 1, 1)));
    }

    [Theory]
    [MemberData(nameof(Years))]
    public void Its_holidays_are_those_of_the_rules(int year) =>
        Assert.Equal(
            HolidaysOf(year).Concat(Mourning.Where(day => day.Year == year)).Order(),
            Shipped.Days.OfType<ExchangeDay.Holiday>().Select(day => day.Date).Where(day => day.Year == year)
        );

    [Theory]
    [MemberData(nameof(Years))]
    public void Its_early_closes_are_those_of_the_rules(int year) =>
        Assert.Equal(
            EarlyClosesOf(year).Order().Select(day => (day, new TimeOnly(13, 0))),
            Shipped
                .Days.OfType<ExchangeDay.EarlyClose>()
                .Where(day => day.Date.Year == year)
                .Select(day => (day.Date, day.At))
        );

    [Theory]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2028, "2028-04-16")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_is_on(int year, string expected) =>
        Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd", null), Easter(year));

    private static IEnumerable<DateOnly> HolidaysOf(int year) =>
        // New Year's Day on a Saturday is not observed: the Friday before it belongs to the old year.
        new DateOnly?[]
        {
            new DateOnly(year, 1, 1) is { DayOfWeek: not DayOfWeek.Saturday } newYear ? Observed(newYear) : null,
            Nth(3, DayOfWeek.Monday, year, 1),
            Nth(3, DayOfWeek.Monday, year, 2),
            Easter(year).AddDays(-2),
            LastMondayOfMay(year),
            Observed(new(year, 6, 19)),
            Observed(new(year, 7, 4)),
            Nth(1, DayOfWeek.Monday, year, 9),
            Thanksgiving(year),
            Observed(new(year, 12, 25)),
        }.OfType<DateOnly>();

    private static IEnumerable<DateOnly> EarlyClosesOf(int year) =>
        new DateOnly[] { new(year, 7, 3), Thanksgiving(year).AddDays(1), new(year, 12, 24) }.Where(day =>
            day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !HolidaysOf(year).Contains(day)
        );

    private static DateOnly Observed(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(-1),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };

    private static DateOnly Thanksgiving(int year) => Nth(4, DayOfWeek.Thursday, year, 11);

    private static DateOnly LastMondayOfMay(int year) => Nth(1, DayOfWeek.Monday, year, 6).AddDays(-7);

    private static DateOnly Nth(int count, DayOfWeek weekday, int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((weekday - first.DayOfWeek + 7) % 7) + (7 * (count - 1)));
    }

    /// <summary>The Gregorian computus of Meeus, Jones and Butcher.</summary>
    private static DateOnly Easter(int year)
    {
        var golden = year % 19;
        var (century, rest) = Math.DivRem(year, 100);
        var correction = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - correction + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - epact - (rest % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var (month, day) = Math.DivRem(epact + weekday - (7 * late) + 114, 31);
        return new(year, month, day + 1);
    }
}
