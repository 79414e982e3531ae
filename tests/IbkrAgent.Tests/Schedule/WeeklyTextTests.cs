using IbkrAgent.Schedule;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Schedule;

public sealed class WeeklyTextTests
{
    private static readonly TimeOnly Four = new(4, 0);
    private static readonly TimeOnly Eight = new(20, 0);

    public static TheoryData<string, WeekDays, TimeOnly, TimeOnly> Intervals =>
        new()
        {
            { "Mon..Fri 04:00-20:00", WeekDays.MondayToFriday, Four, Eight },
            { "  mon .. FRI   4:00 - 20:00 ", WeekDays.MondayToFriday, Four, Eight },
            { "Monday..Friday 04:00-20:00", WeekDays.MondayToFriday, Four, Eight },
            { "Sun 04:00-20:00", WeekDays.Sunday, Four, Eight },
            { "Mon,Wed,Fri 04:00-20:00", WeekDays.Monday | WeekDays.Wednesday | WeekDays.Friday, Four, Eight },
            { "Mon..Tue, Sat 04:00-20:00", WeekDays.Monday | WeekDays.Tuesday | WeekDays.Saturday, Four, Eight },
            // Over the end of the week.
            { "Sat..Mon 04:00-20:00", WeekDays.Saturday | WeekDays.Sunday | WeekDays.Monday, Four, Eight },
            { "Sun..Sat 04:00-20:00", WeekDays.All, Four, Eight },
            { "Tue..Tue 04:00-20:00", WeekDays.Tuesday, Four, Eight },
            { "04:00-20:00", WeekDays.All, Four, Eight },
            // Over midnight, and to midnight.
            { "Sun..Thu 20:00-04:00", WeekDays.SundayToThursday, Eight, Four },
            { "Mon 04:00-24:00", WeekDays.Monday, Four, TimeOnly.MinValue },
            { "Mon 00:00-24:00", WeekDays.Monday, TimeOnly.MinValue, TimeOnly.MinValue },
        };

    [Theory]
    [MemberData(nameof(Intervals))]
    public void An_interval_is_read(string text, WeekDays days, TimeOnly start, TimeOnly end)
    {
        var window = WeeklyText.ReadWindow(text, Zones.NewYork, Some.Holidays, out var problem);

        Assert.Equal("", problem);
        Assert.Equal(new([new(days, start, end, Zones.NewYork)], Some.Holidays), window);
    }

    [Fact]
    public void Several_intervals_are_read()
    {
        const string text = "Mon..Fri 04:00-20:00, Sun 17:00-23:30";
        var window = WeeklyText.ReadWindow(text, Zones.Toronto, ExchangeCalendar.Empty, out var problem);

        Assert.Equal("", problem);
        Assert.Equal(
            new([
                new(WeekDays.MondayToFriday, Four, Eight, Zones.Toronto),
                new(WeekDays.Sunday, new(17, 0), new(23, 30), Zones.Toronto),
            ]),
            window
        );
    }

    [Theory]
    [InlineData("", "column 1: the end of the line is not a day; the days are Sun, Mon, Tue, Wed, Thu, Fri, Sat")]
    [InlineData("Mon..Fry 04:00-20:00", "column 6: 'Fry' is not a day; the days are Sun, Mon, Tue, Wed, Thu, Fri, Sat")]
    [InlineData("Mon-Fri 04:00-20:00", "column 4: '-' is not a time of day, for example 04:00")]
    [InlineData("Mon, 04:00-20:00", "column 6: '04:00' is not a day; the days are Sun, Mon, Tue, Wed, Thu, Fri, Sat")]
    [InlineData("Mon..Fri", "column 9: the end of the line is not a time of day, for example 04:00")]
    [InlineData("Mon..Fri 04:00", "column 15: '-' and the end are missing, for example 04:00-20:00")]
    [InlineData("Mon..Fri 04:00..20:00", "column 15: '-' and the end are missing, for example 04:00-20:00")]
    [InlineData("Mon..Fri 04:00-", "column 16: the end of the line is not a time of day, for example 04:00")]
    [InlineData("Mon..Fri 04:00-25:00", "column 16: '25:00' is not a time of day, for example 04:00")]
    [InlineData("Mon..Fri 24:00-01:00", "column 10: '24:00' is not a time of day, for example 04:00")]
    [InlineData("Mon..Fri 0400-2000", "column 10: '0400' is not a time of day, for example 04:00")]
    [InlineData("Mon..Fri 4pm-8pm", "column 10: '4pm' is not a time of day, for example 04:00")]
    [InlineData("Mon 04:00-20:00 Tue 04:00-20:00", "column 17: ',' is missing between two intervals")]
    [InlineData("Mon 04:00-20:00 America/New_York", "column 17: ',' is missing between two intervals")]
    [InlineData(
        "Mon 04:00-20:00,",
        "column 17: the end of the line is not a day; the days are Sun, Mon, Tue, Wed, Thu, Fri, Sat"
    )]
    // The second one would be read as "every day" by the one, as "Mon..Fri" by the other.
    [InlineData(
        "Mon..Fri 04:00-08:00, 17:00-20:00",
        "column 23: either every interval names its days or none; Sun..Sat is every day"
    )]
    [InlineData(
        "04:00-08:00, Mon 17:00-20:00",
        "column 14: either every interval names its days or none; Sun..Sat is every day"
    )]
    public void A_mistake_is_named_with_its_column(string text, string expected)
    {
        var window = WeeklyText.ReadWindow(text, Zones.NewYork, ExchangeCalendar.Empty, out var problem);

        Assert.Equal(expected, problem);
        Assert.Equal(WeeklyWindow.Never, window);
    }

    [Fact]
    public void An_instant_is_a_day_and_a_time()
    {
        var instant = WeeklyText.ReadInstant("sun 1:00", Zones.NewYork, out var problem);

        Assert.Equal("", problem);
        Assert.Equal(new(DayOfWeek.Sunday, new(1, 0), Zones.NewYork), instant);
    }

    [Theory]
    [InlineData("01:00", "column 1: '01:00' is not a day; the days are Sun, Mon, Tue, Wed, Thu, Fri, Sat")]
    [InlineData("Sun", "column 4: the end of the line is not a time of day, for example 04:00")]
    [InlineData("Sun 01:00-02:00", "column 10: nothing may follow the time")]
    [InlineData("Sun..Mon 01:00", "column 4: '.' is not a time of day, for example 04:00")]
    public void A_mistake_in_an_instant_is_named(string text, string expected)
    {
        WeeklyText.ReadInstant(text, Zones.NewYork, out var problem);

        Assert.Equal(expected, problem);
    }
}
