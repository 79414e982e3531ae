using IbkrAgent.Schedule;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Schedule;

public sealed class MarketHoursTests
{
    private static readonly MarketHours Market = new(Some.Holidays, Zones.NewYork);

    [Theory]
    // Friday, 2026-11-20, in winter: New York is five hours behind.
    [InlineData("STK", false, "2026-11-20T14:29Z", null)]
    [InlineData("STK", false, "2026-11-20T14:30Z", "2026-11-20T21:00Z")]
    [InlineData("STK", false, "2026-11-20T21:00Z", null)]
    [InlineData("STK", true, "2026-11-20T08:59Z", null)]
    [InlineData("STK", true, "2026-11-20T09:00Z", "2026-11-21T01:00Z")]
    [InlineData("STK", true, "2026-11-21T01:00Z", null)]
    [InlineData("STK", true, "2026-11-21T15:00Z", null)]
    [InlineData("ETF", false, "2026-11-20T15:00Z", "2026-11-20T21:00Z")]
    [InlineData("OPT", false, "2026-11-20T15:00Z", "2026-11-20T21:00Z")]
    [InlineData("BOND", false, "2026-11-20T15:00Z", "2026-11-20T21:00Z")]
    // In summer the same wall clock is an hour earlier.
    [InlineData("STK", false, "2026-07-15T13:30Z", "2026-07-15T20:00Z")]
    // The holiday, and the early close after it.
    [InlineData("STK", true, "2026-11-26T15:00Z", null)]
    [InlineData("STK", false, "2026-11-27T17:59Z", "2026-11-27T18:00Z")]
    [InlineData("STK", false, "2026-11-27T18:00Z", null)]
    [InlineData("STK", true, "2026-11-27T18:00Z", "2026-11-27T22:00Z")]
    [InlineData("STK", true, "2026-11-27T22:00Z", null)]
    // Futures rest for an hour a day, and over the weekend.
    [InlineData("FUT", false, "2026-11-19T21:59Z", "2026-11-19T22:00Z")]
    [InlineData("FUT", false, "2026-11-19T22:00Z", null)]
    [InlineData("FOP", false, "2026-11-19T23:00Z", "2026-11-20T22:00Z")]
    [InlineData("FUT", false, "2026-11-20T22:00Z", null)]
    [InlineData("FUT", false, "2026-11-22T22:59Z", null)]
    [InlineData("FUT", false, "2026-11-22T23:00Z", "2026-11-23T22:00Z")]
    [InlineData("FUT", false, "2026-11-26T15:00Z", "2026-11-26T22:00Z")]
    // The others go through from Sunday afternoon, when currencies open, to Friday afternoon.
    [InlineData("CASH", false, "2026-11-22T21:59Z", null)]
    [InlineData("CASH", false, "2026-11-22T22:15Z", "2026-11-27T22:00Z")]
    [InlineData("CASH", false, "2026-11-19T22:30Z", "2026-11-20T22:00Z")]
    [InlineData("CMDTY", false, "2026-11-22T23:00Z", "2026-11-27T22:00Z")]
    [InlineData("", false, "2026-11-19T03:00Z", "2026-11-20T22:00Z")]
    [InlineData("CFD", false, "2026-11-21T12:00Z", null)]
    public void A_market_is_open_until(string type, bool extended, string at, string? close)
    {
        var instant = Zones.Instant(at);

        Assert.Equal(Zones.InstantOrNever(close), Market.CloseAt(type, instant, extended));
        Assert.Equal(close is not null, Market.IsOpen(type, instant, extended));
    }

    [Fact]
    public void Cryptocurrencies_never_close() =>
        Assert.True(Market.IsOpen("CRYPTO", Zones.Instant("2026-11-21T12:00Z"), extended: false));

    [Fact]
    public void In_an_unknown_year_every_weekday_is_a_trading_day_and_it_says_so()
    {
        var thanksgiving = Zones.Instant("2027-11-25T15:00Z");

        Assert.True(Market.IsOpen("STK", thanksgiving, extended: false));
        Assert.False(Market.IsKnownAt(thanksgiving));
        Assert.True(Market.IsKnownAt(Zones.Instant("2026-11-25T15:00Z")));
    }

    [Fact]
    public void The_year_is_that_of_New_York()
    {
        Assert.True(Market.IsKnownAt(Zones.Instant("2027-01-01T04:59Z")));
        Assert.False(Market.IsKnownAt(Zones.Instant("2027-01-01T05:00Z")));
    }
}
