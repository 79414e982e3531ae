using IbkrAgent.Schedule;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Schedule;

public sealed class BrokerResetsTests
{
    [Theory]
    // North America's night, in New York; the evening belongs to it too, as older tables have it.
    [InlineData(BrokerRegion.NorthAmerica, TradingMode.Live, "2026-11-20T06:00Z", "2026-11-20T07:00Z")]
    [InlineData(BrokerRegion.NorthAmerica, TradingMode.Live, "2026-11-20T04:30Z", "2026-11-20T07:00Z")]
    [InlineData(BrokerRegion.NorthAmerica, TradingMode.Live, "2026-11-20T04:29Z", null)]
    [InlineData(BrokerRegion.NorthAmerica, TradingMode.Live, "2026-11-20T07:00Z", null)]
    // In summer the same wall clock is an hour earlier.
    [InlineData(BrokerRegion.NorthAmerica, TradingMode.Live, "2026-07-15T05:30Z", "2026-07-15T06:00Z")]
    // Friday evening to Saturday morning, for all.
    [InlineData(BrokerRegion.Europe, TradingMode.Live, "2026-11-21T04:00Z", "2026-11-21T08:15Z")]
    // Europe's morning; nobody's on a Saturday.
    [InlineData(BrokerRegion.Europe, TradingMode.Live, "2026-11-20T06:00Z", "2026-11-20T07:00Z")]
    [InlineData(BrokerRegion.Europe, TradingMode.Live, "2026-11-28T05:00Z", "2026-11-28T08:15Z")]
    [InlineData(BrokerRegion.Europe, TradingMode.Live, "2026-11-19T06:59Z", "2026-11-19T07:00Z")]
    // Asia has three.
    [InlineData(BrokerRegion.Asia, TradingMode.Live, "2026-11-19T21:00Z", "2026-11-19T22:20Z")]
    [InlineData(BrokerRegion.Asia, TradingMode.Live, "2026-11-20T12:30Z", "2026-11-20T13:30Z")]
    // A paper login is served from North America.
    [InlineData(BrokerRegion.Asia, TradingMode.Paper, "2026-11-20T06:00Z", "2026-11-20T07:00Z")]
    [InlineData(BrokerRegion.Europe, TradingMode.Live, "2026-11-20T12:00Z", null)]
    // Where two of them overlap it is the end of both: Friday's begins at 22:45, the night's at 23:30.
    [InlineData(BrokerRegion.NorthAmerica, TradingMode.Live, "2026-11-21T03:45Z", "2026-11-21T08:15Z")]
    public void A_reset_is_expected_until(BrokerRegion region, TradingMode mode, string at, string? end)
    {
        var resets = BrokerResets.Of(region, mode, TimeZoneInfo.FindSystemTimeZoneById);

        Assert.Equal(Zones.InstantOrNever(end), resets.EndAt(Zones.Instant(at)));
    }

    [Fact]
    public void Without_a_zone_nothing_is_expected() =>
        Assert.Equal(WeeklyWindow.Never, BrokerResets.Of(BrokerRegion.Any, TradingMode.Paper, _ => null));

    [Theory]
    // The restart of the day, at 16:30 in New York, and a night there; Asia's reset is nobody else's for sure.
    [InlineData(BrokerRegion.Any, TradingMode.Live, false, false)]
    [InlineData(BrokerRegion.Any, TradingMode.Paper, false, true)]
    [InlineData(BrokerRegion.Asia, TradingMode.Live, true, false)]
    [InlineData(BrokerRegion.NorthAmerica, TradingMode.Live, false, true)]
    public void Of_a_login_only_those_of_its_region_are_sure(
        BrokerRegion region,
        TradingMode mode,
        bool isAtTheRestart,
        bool isAtNight
    )
    {
        var sure = BrokerResets.OfThisLogin(region, mode, TimeZoneInfo.FindSystemTimeZoneById);

        Assert.Equal(isAtTheRestart, sure.IsOpenAt(Zones.Instant("2026-11-25T21:30Z")));
        Assert.Equal(isAtNight, sure.IsOpenAt(Zones.Instant("2026-11-25T05:00Z")));
        Assert.True(sure.IsOpenAt(Zones.Instant("2026-11-28T05:00Z"))); // the weekend's is everybody's
    }
}
