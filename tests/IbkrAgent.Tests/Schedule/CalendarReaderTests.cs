using IbkrAgent.Schedule;

namespace IbkrAgent.Tests.Schedule;

public sealed class CalendarReaderTests
{
    [Fact]
    public void Every_kind_of_line_is_read()
    {
        var (calendar, problems) = CalendarReader.Read(
            "mine",
            "\uFEFF# mine\r\n\n  year 2026\n2026-12-25  closed  Christmas Day\n2026-12-24 closes 13:00 Christmas Eve\n"
                + "2026-12-28 open the exchange changed its mind\n2026-12-27 closed\n2026-07-02 closes 13:30"
        );

        Assert.Empty(problems);
        Assert.Equal([2026], calendar.Years);
        Assert.Equal(
            [
                new ExchangeDay.EarlyClose(new(2026, 7, 2), new(13, 30), ""),
                new ExchangeDay.EarlyClose(new(2026, 12, 24), new(13, 0), "Christmas Eve"),
                new ExchangeDay.Holiday(new(2026, 12, 25), "Christmas Day"),
                new ExchangeDay.Holiday(new(2026, 12, 27), ""),
                new ExchangeDay.Ordinary(new(2026, 12, 28), "the exchange changed its mind"),
            ],
            calendar.Days
        );
    }

    [Theory]
    [InlineData("year", "'year' is not understood")]
    [InlineData("2026-12-25", "'2026-12-25' is not understood")]
    [InlineData("year 26", "'26' is not a year from 2000 to 2099")]
    [InlineData("year 2026\nyear 2026", "the year 2026 is there already")]
    [InlineData("25.12.2026 closed", "'25.12.2026' is not a date, for example 2026-12-25")]
    [InlineData("2026-02-29 closed", "'2026-02-29' is not a date, for example 2026-12-25")]
    [InlineData("2026-12-25 holiday", "'holiday' is not one of: closed, closes, open")]
    [InlineData("2026-12-24 closes", "'' is not a time of day, for example 13:00")]
    [InlineData("2026-12-24 closes 1pm", "'1pm' is not a time of day, for example 13:00")]
    [InlineData("2026-12-26 closes 13:00", "2026-12-26 is a Saturday, on which there is no trading anyway")]
    [InlineData("2026-12-27 open", "2026-12-27 is a Sunday, on which there is no trading anyway")]
    [InlineData("2026-12-25 closed\n2026-12-25 open", "2026-12-25 stands on line 1 already; keep one of them")]
    public void A_mistake_is_named_with_its_line(string text, string problem)
    {
        var line = text.Split('\n').Length;

        var only = Assert.Single(CalendarReader.Read("mine", text).Problems).ToString();

        Assert.StartsWith($"mine: line {line}: {problem}", only, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once() =>
        Assert.Equal(
            ["mine: line 1", "mine: line 3"],
            CalendarReader
                .Read("mine", "year x\nyear 2026\n?")
                .Problems.Select(problem => string.Join(':', problem.ToString().Split(':')[..2]))
        );
}
