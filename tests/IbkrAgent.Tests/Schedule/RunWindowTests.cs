using IbkrAgent.Schedule;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Schedule;

public sealed class RunWindowTests
{
    [Fact]
    public void Always_is_open_and_never_changes()
    {
        Assert.True(RunWindow.Always.IsOpenAt(Some.Instant));
        Assert.Null(RunWindow.Always.NextChange(Some.Instant));
        Assert.Null(RunWindow.Always.NextOpening(Some.Instant));
        Assert.Null(RunWindow.Always.NextClosing(Some.Instant));
    }

    [Theory]
    // 2026-11-20 is a Friday. Toronto is five hours behind.
    [InlineData("Mon..Fri 04:00-20:00", "2026-11-20T08:59Z", false, "2026-11-20T09:00Z", "2026-11-21T01:00Z")]
    [InlineData("Mon..Fri 04:00-20:00", "2026-11-20T09:00Z", true, "2026-11-23T09:00Z", "2026-11-21T01:00Z")]
    [InlineData("Mon..Fri 04:00-20:00", "2026-11-21T00:59Z", true, "2026-11-23T09:00Z", "2026-11-21T01:00Z")]
    [InlineData("Mon..Fri 04:00-20:00", "2026-11-21T01:00Z", false, "2026-11-23T09:00Z", "2026-11-24T01:00Z")]
    [InlineData(
        "Mon..Fri 04:00-20:00, Sun 17:00-23:30",
        "2026-11-21T12:00Z",
        false,
        "2026-11-22T22:00Z",
        "2026-11-23T04:30Z"
    )]
    // Over midnight.
    [InlineData("Sun..Thu 18:00-17:00", "2026-11-20T21:59Z", true, "2026-11-22T23:00Z", "2026-11-20T22:00Z")]
    [InlineData("Sun..Thu 18:00-17:00", "2026-11-19T22:30Z", false, "2026-11-19T23:00Z", "2026-11-20T22:00Z")]
    [InlineData("Sat 22:00-02:00", "2026-11-22T06:30Z", true, "2026-11-29T03:00Z", "2026-11-22T07:00Z")]
    // What adjoins or overlaps is one.
    [InlineData(
        "Fri 04:00-12:00, Fri 12:00-20:00",
        "2026-11-20T10:00Z",
        true,
        "2026-11-27T09:00Z",
        "2026-11-21T01:00Z"
    )]
    [InlineData(
        "Fri 04:00-15:00, Fri 12:00-20:00",
        "2026-11-20T10:00Z",
        true,
        "2026-11-27T09:00Z",
        "2026-11-21T01:00Z"
    )]
    [InlineData(
        "Fri 04:00-20:00, Fri 12:00-13:00",
        "2026-11-20T17:30Z",
        true,
        "2026-11-27T09:00Z",
        "2026-11-21T01:00Z"
    )]
    [InlineData("Fri..Sat 00:00-24:00", "2026-11-20T17:30Z", true, "2026-11-27T05:00Z", "2026-11-22T05:00Z")]
    [InlineData(
        "Fri 20:00-04:00, Sat 04:00-06:00",
        "2026-11-21T02:00Z",
        true,
        "2026-11-28T01:00Z",
        "2026-11-21T11:00Z"
    )]
    // The whole week.
    [InlineData("00:00-24:00", "2026-11-20T12:00Z", true, null, null)]
    [InlineData("Mon..Sun 12:00-12:00", "2026-11-20T12:00Z", true, null, null)]
    public void A_window_in_Toronto(string text, string at, bool isOpen, string? opening, string? closing) =>
        Check(Window(text, Zones.Toronto), at, isOpen, opening, closing);

    [Theory]
    // Spring, 2026-03-08, 02:00 to 03:00 do not exist in New York: they are all 07:00Z.
    [InlineData("Sun 01:00-02:30", "2026-03-08T06:30Z", true, "2026-03-15T05:00Z", "2026-03-08T07:00Z")]
    [InlineData("Sun 02:30-04:00", "2026-03-08T06:59Z", false, "2026-03-08T07:00Z", "2026-03-08T08:00Z")]
    [InlineData("Sun 02:30-03:00", "2026-03-08T06:59Z", false, "2026-03-15T06:30Z", "2026-03-15T07:00Z")]
    [InlineData("Sun 02:15-02:45", "2026-03-08T07:00Z", false, "2026-03-15T06:15Z", "2026-03-15T06:45Z")]
    [InlineData(
        "Sun 01:00-02:15, Sun 02:45-04:00",
        "2026-03-08T06:30Z",
        true,
        "2026-03-15T05:00Z",
        "2026-03-08T08:00Z"
    )]
    [InlineData("Sat 20:00-04:00", "2026-03-08T02:00Z", true, "2026-03-15T00:00Z", "2026-03-08T08:00Z")]
    // Autumn, 2026-11-01, 01:00 to 02:00 happen twice in New York: the first time counts.
    [InlineData("Sun 00:30-01:30", "2026-11-01T05:29Z", true, "2026-11-08T05:30Z", "2026-11-01T05:30Z")]
    [InlineData("Sun 00:30-01:30", "2026-11-01T06:15Z", false, "2026-11-08T05:30Z", "2026-11-08T06:30Z")]
    [InlineData("Sun 01:30-03:00", "2026-11-01T05:29Z", false, "2026-11-01T05:30Z", "2026-11-01T08:00Z")]
    [InlineData("Sun 01:30-03:00", "2026-11-01T06:29Z", true, "2026-11-08T06:30Z", "2026-11-01T08:00Z")]
    [InlineData("Sat 20:00-04:00", "2026-11-01T02:00Z", true, "2026-11-08T01:00Z", "2026-11-01T09:00Z")]
    // The same wall clock on both sides.
    [InlineData("Mon..Fri 04:00-20:00", "2026-03-06T20:00Z", true, "2026-03-09T08:00Z", "2026-03-07T01:00Z")]
    [InlineData("Mon..Fri 04:00-20:00", "2026-10-30T20:00Z", true, "2026-11-02T09:00Z", "2026-10-31T00:00Z")]
    [InlineData("00:00-24:00", "2026-03-08T06:30Z", true, null, null)]
    public void Daylight_saving_in_New_York(string text, string at, bool isOpen, string? opening, string? closing) =>
        Check(Window(text, Zones.NewYork), at, isOpen, opening, closing);

    [Theory]
    // London springs at 01:00Z of 2026-03-29 and falls at 01:00Z of 2026-10-25; Hong Kong does neither.
    [InlineData(
        "Europe/London",
        "Sun 01:30-05:00",
        "2026-03-29T00:59Z",
        false,
        "2026-03-29T01:00Z",
        "2026-03-29T04:00Z"
    )]
    [InlineData(
        "Europe/London",
        "Sun 01:30-05:00",
        "2026-10-25T00:29Z",
        false,
        "2026-10-25T00:30Z",
        "2026-10-25T05:00Z"
    )]
    [InlineData(
        "Asia/Hong_Kong",
        "Mon..Fri 09:00-16:00",
        "2026-03-29T00:00Z",
        false,
        "2026-03-30T01:00Z",
        "2026-03-30T08:00Z"
    )]
    public void Daylight_saving_elsewhere(
        string zone,
        string text,
        string at,
        bool isOpen,
        string opening,
        string closing
    ) => Check(Window(text, Zones.Of(zone)), at, isOpen, opening, closing);

    [Theory]
    // Thursday, 2026-11-26, is a holiday; the Friday after it closes early, which shortens nothing.
    [InlineData("Mon..Fri 04:00-20:00", "2026-11-26T01:00Z", false, "2026-11-27T09:00Z", "2026-11-28T01:00Z")]
    [InlineData("Mon..Fri 04:00-20:00", "2026-11-26T15:00Z", false, "2026-11-27T09:00Z", "2026-11-28T01:00Z")]
    // It belongs to the day on which it begins: Wednesday's goes on into the holiday, the holiday's does not happen.
    [InlineData("Sun..Thu 18:00-17:00", "2026-11-26T12:00Z", true, "2026-11-29T23:00Z", "2026-11-26T22:00Z")]
    [InlineData("Sun..Thu 18:00-17:00", "2026-11-26T23:30Z", false, "2026-11-29T23:00Z", "2026-11-30T22:00Z")]
    // A week without an end has one, however far away.
    [InlineData("00:00-24:00", "2026-09-01T12:00Z", true, "2026-11-27T05:00Z", "2026-11-26T05:00Z")]
    [InlineData("00:00-24:00", "2026-11-27T12:00Z", true, null, null)]
    public void A_window_without_holidays(string text, string at, bool isOpen, string? opening, string? closing) =>
        Check(Window(text, Zones.NewYork, Some.Holidays), at, isOpen, opening, closing);

    [Fact]
    public void A_window_is_what_it_says()
    {
        var one = Window("Mon..Fri 04:00-20:00", Zones.NewYork, Some.Holidays);

        Assert.Equal(one, Window("Mon..Fri 04:00-20:00", Zones.NewYork, Some.Holidays));
        Assert.NotEqual(one, Window("Mon..Fri 04:00-20:00", Zones.NewYork));
        Assert.NotEqual(one, Window("Mon..Fri 04:00-20:00", Zones.Toronto, Some.Holidays));
        Assert.NotEqual(one, Window("Mon..Fri 04:00-20:01", Zones.NewYork, Some.Holidays));
        Assert.NotEqual(one, RunWindow.Always);
    }

    private static void Check(RunWindow window, string at, bool isOpen, string? opening, string? closing)
    {
        var instant = Zones.Instant(at);

        Assert.Equal(isOpen, window.IsOpenAt(instant));
        Assert.Equal(Zones.InstantOrNever(opening), window.NextOpening(instant));
        Assert.Equal(Zones.InstantOrNever(closing), window.NextClosing(instant));
        Assert.Equal(Zones.InstantOrNever(isOpen ? closing : opening), window.NextChange(instant));
    }

    private static RunWindow Window(string text, TimeZoneInfo zone, ExchangeCalendar? holidays = null)
    {
        var window = WeeklyText.ReadWindow(text, zone, holidays ?? ExchangeCalendar.Empty, out var problem);
        Assert.Equal("", problem);
        return new(window);
    }
}
