using IbkrAgent.Settings;

namespace IbkrAgent.Schedule;

/// <summary>When the broker says that its servers are away: their daily reset by region, and the weekend's.</summary>
/// <remarks>
/// The broker's System Status page and an older set that programs still carry differ by an hour; both are expected, and
/// a quarter of an hour on each side. A paper login is served from North America whatever the region.
/// </remarks>
public static class BrokerResets
{
    /// <summary>
    /// Those that are this login's for sure: of a live one whose region nobody named, only the weekend's is.
    /// </summary>
    public static WeeklyWindow OfThisLogin(
        BrokerRegion region,
        TradingMode mode,
        Func<string, TimeZoneInfo?> findZone
    ) =>
        (region, mode) switch
        {
            (BrokerRegion.Any, TradingMode.Paper) => Of(BrokerRegion.NorthAmerica, mode, findZone),
            (BrokerRegion.Any, _) => findZone("America/New_York") is { } newYork
                ? new([Weekend(newYork)])
                : WeeklyWindow.Never,
            _ => Of(region, mode, findZone),
        };

    /// <param name="findZone">finds an IANA zone; null: the system does not know it, and its resets are not
    /// expected.</param>
    public static WeeklyWindow Of(BrokerRegion region, TradingMode mode, Func<string, TimeZoneInfo?> findZone)
    {
        List<WeeklyInterval> resets = [];
        var isAny = region == BrokerRegion.Any;
        if (findZone("America/New_York") is { } newYork)
        {
            resets.Add(Weekend(newYork));
            if (isAny || region == BrokerRegion.NorthAmerica || mode == TradingMode.Paper)
                resets.Add(new(WeekDays.SundayToFriday, new(23, 30), new(2, 0), newYork));
            if (isAny || region == BrokerRegion.Asia)
                resets.Add(new(WeekDays.SundayToFriday, new(16, 15), new(17, 15), newYork));
        }

        if (findZone("Europe/Zurich") is { } europe && (isAny || region == BrokerRegion.Europe))
            resets.Add(new(WeekDays.SundayToFriday, new(5, 30), new(8, 0), europe));

        if (findZone("Asia/Hong_Kong") is { } asia && (isAny || region == BrokerRegion.Asia))
        {
            resets.Add(new(WeekDays.SundayToFriday, new(4, 30), new(6, 20), asia));
            resets.Add(new(WeekDays.SundayToFriday, new(20, 0), new(21, 30), asia));
        }

        return new(resets);
    }

    private static WeeklyInterval Weekend(TimeZoneInfo newYork) =>
        new(WeekDays.Friday, new(22, 45), new(3, 15), newYork);
}
