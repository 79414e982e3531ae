using IbkrAgent.Settings;

namespace IbkrAgent.Schedule;

/// <summary>When the broker's servers are expected to be away: their daily reset by region, and the weekend's.</summary>
/// <remarks>
/// The broker's System Status page and an older set that programs still carry differ by an hour; both are expected, and
/// a quarter of an hour on each side. A paper login is served from North America whatever the region.
/// </remarks>
public sealed class BrokerResets : IEquatable<BrokerResets>
{
    public static readonly BrokerResets None = new([]);

    private readonly IReadOnlyList<WeeklyWindow> _windows;

    private BrokerResets(IReadOnlyList<WeeklyWindow> windows) => _windows = windows;

    /// <param name="zone">finds an IANA zone; null: the system does not know it, and its windows are not expected.</param>
    public static BrokerResets Of(BrokerRegion region, TradingMode mode, Func<string, TimeZoneInfo?> zone) =>
        new(Windows(region, mode, zone));

    /// <summary>When the reset that <paramref name="at"/> lies in is over; null when none is expected then.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset at) => _windows.Max(window => window.EndAt(at));

    public bool Equals(BrokerResets? other) => other is not null && _windows.SequenceEqual(other._windows);

    public override bool Equals(object? obj) => Equals(obj as BrokerResets);

    public override int GetHashCode() => _windows.Count;

    private static List<WeeklyWindow> Windows(
        BrokerRegion region,
        TradingMode mode,
        Func<string, TimeZoneInfo?> zone
    )
    {
        List<WeeklyWindow> windows = [];
        var isAny = region == BrokerRegion.Any;
        if (zone("America/New_York") is { } newYork)
        {
            windows.Add(new(WeekDays.Friday, new(22, 45), new(3, 15), newYork));
            if (isAny || region == BrokerRegion.NorthAmerica || mode == TradingMode.Paper)
                windows.Add(new(WeekDays.SundayToFriday, new(23, 30), new(2, 0), newYork));
            if (isAny || region == BrokerRegion.Asia)
                windows.Add(new(WeekDays.SundayToFriday, new(16, 15), new(17, 15), newYork));
        }

        if (zone("Europe/Zurich") is { } europe && (isAny || region == BrokerRegion.Europe))
            windows.Add(new(WeekDays.SundayToFriday, new(5, 30), new(8, 0), europe));

        if (zone("Asia/Hong_Kong") is { } asia && (isAny || region == BrokerRegion.Asia))
        {
            windows.Add(new(WeekDays.SundayToFriday, new(4, 30), new(6, 20), asia));
            windows.Add(new(WeekDays.SundayToFriday, new(20, 0), new(21, 30), asia));
        }

        return windows;
    }
}
