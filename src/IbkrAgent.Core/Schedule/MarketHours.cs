namespace IbkrAgent.Schedule;

/// <summary>Whether the market of something that is held is open, by its type as the API names it.</summary>
/// <remarks>
/// The API does not say where a position is traded: shares, options and bonds are taken for those of the United States.
/// Cryptocurrencies never close. Futures, currencies and whatever is not known have their week and no holidays: they
/// are rather open than closed. In a year that the calendar does not know every weekday is a trading day; <see
/// cref="IsKnownAt"/> says so.
/// </remarks>
public sealed class MarketHours(ExchangeCalendar calendar, TimeZoneInfo newYork) : IEquatable<MarketHours>
{
    private static readonly TimeOnly ExtendedOpen = new(4, 0);
    private static readonly TimeOnly ExtendedClose = new(20, 0);
    private static readonly TimeOnly RegularOpen = new(9, 30);
    private static readonly TimeOnly RegularClose = new(16, 0);

    // The exchange's late session ends four hours after the regular one, also when that one ends early.
    private static readonly TimeSpan LateSession = ExtendedClose - RegularClose;

    private readonly TimeZoneInfo _newYork = newYork;

    private readonly WeeklyWindow _regular = new(
        [new(WeekDays.MondayToFriday, RegularOpen, RegularClose, newYork)],
        calendar
    );

    private readonly WeeklyWindow _extended = new(
        [new(WeekDays.MondayToFriday, ExtendedOpen, ExtendedClose, newYork)],
        calendar
    );

    private readonly WeeklyWindow _futures = new([new(WeekDays.SundayToThursday, new(18, 0), new(17, 0), newYork)]);

    private readonly WeeklyWindow _week = new([
        new(WeekDays.SundayToThursday, new(18, 0), new(17, 0), newYork),
        new(WeekDays.SundayToThursday, new(17, 0), new(18, 0), newYork),
    ]);

    public ExchangeCalendar Calendar { get; } = calendar;

    /// <param name="extended">counts the sessions before and after the regular one of shares as open.</param>
    public bool IsOpen(string securityType, DateTimeOffset at, bool extended) =>
        CloseAt(securityType, at, extended) is not null;

    /// <summary>When the session that <paramref name="at"/> lies in is over; null when it lies in none.</summary>
    public DateTimeOffset? CloseAt(string securityType, DateTimeOffset at, bool extended) =>
        securityType switch
        {
            "STK" or "ETF" or "OPT" or "BOND" or "BILL" or "FUND" => StockClose(at, extended),
            "FUT" or "FOP" => _futures.EndAt(at),
            "CRYPTO" => DateTimeOffset.MaxValue,
            _ => _week.EndAt(at),
        };

    /// <summary>When the exchange's clock shows that.</summary>
    public DateTimeOffset InstantOf(DateOnly day, TimeOnly time) => WallClock.ToInstant(day.ToDateTime(time), _newYork);

    /// <summary>False in a year of which the calendar has no holidays.</summary>
    public bool IsKnownAt(DateTimeOffset at) => Calendar.IsKnown(DayOf(at));

    public bool Equals(MarketHours? other) =>
        other is not null && Calendar.Equals(other.Calendar) && _newYork.Equals(other._newYork);

    public override bool Equals(object? obj) => Equals(obj as MarketHours);

    public override int GetHashCode() => Calendar.GetHashCode();

    private DateTimeOffset? StockClose(DateTimeOffset at, bool extended)
    {
        var day = DayOf(at);
        var end = (extended ? _extended : _regular).EndAt(at);
        if (end is null || Calendar.EarlyCloseOn(day) is not { } early)
            return end;

        var close = extended ? early.Add(LateSession) : early;
        var earlyEnd = WallClock.ToInstant(day.ToDateTime(close), _newYork);
        return at < earlyEnd ? earlyEnd : null;
    }

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _newYork).DateTime);
}
