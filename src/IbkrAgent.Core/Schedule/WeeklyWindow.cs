namespace IbkrAgent.Schedule;

/// <summary>Several weekly intervals taken together: those that overlap or adjoin are one.</summary>
/// <param name="holidays">an interval that begins on a holiday of this calendar does not happen; the date is that of
/// the interval's own zone.</param>
public sealed class WeeklyWindow(IEnumerable<WeeklyInterval> intervals, ExchangeCalendar holidays)
    : IEquatable<WeeklyWindow>
{
    public static readonly WeeklyWindow Never = new([]);

    // A weekly interval that daylight saving swallows is back a week later.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(22);

    private readonly IReadOnlyList<WeeklyInterval> _intervals = [.. intervals];
    private readonly ExchangeCalendar _holidays = holidays;

    public WeeklyWindow(IEnumerable<WeeklyInterval> intervals)
        : this(intervals, ExchangeCalendar.Empty) { }

    public bool IsOpenAt(DateTimeOffset at) => LatestEnd(at) is not null;

    /// <summary>When it is open: until when, null when for ever. When it is closed: null.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset at) => IsOpenAt(at) ? EndOfChain(at) : null;

    /// <summary>The next instant after <paramref name="at"/> at which it opens or closes; null: never.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at) => IsOpenAt(at) ? EndOfChain(at) : NextBegin(at);

    /// <summary>The next instant after <paramref name="at"/> at which it opens; null: never.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset at) =>
        !IsOpenAt(at) ? NextBegin(at)
        : EndOfChain(at) is { } end ? NextBegin(end)
        : null;

    /// <summary>The next instant after <paramref name="at"/> at which it closes; null: never.</summary>
    public DateTimeOffset? NextClosing(DateTimeOffset at) =>
        IsOpenAt(at) ? EndOfChain(at)
        : NextBegin(at) is { } begin ? EndOfChain(begin)
        : null;

    public bool Equals(WeeklyWindow? other) =>
        other is not null && _intervals.SequenceEqual(other._intervals) && _holidays.Equals(other._holidays);

    public override bool Equals(object? obj) => Equals(obj as WeeklyWindow);

    public override int GetHashCode() => _intervals.Count;

    private DateTimeOffset? EndOfChain(DateTimeOffset at)
    {
        var limit = LimitAfter(at);
        var end = at;
        while (LatestEnd(end) is { } later)
        {
            if (later > limit)
                return null;
            end = later;
        }

        return end;
    }

    /// <summary>The latest end of the intervals that <paramref name="at"/> lies in; null: it lies in none.</summary>
    private DateTimeOffset? LatestEnd(DateTimeOffset at)
    {
        DateTimeOffset? latest = null;
        foreach (var interval in _intervals)
        {
            var today = interval.DayOf(at);
            foreach (var day in (ReadOnlySpan<DateOnly>)[today, today.AddDays(-1)])
            {
                if (On(day, interval) is { } part && part.Begin <= at && at < part.End && !(part.End <= latest))
                    latest = part.End;
            }
        }

        return latest;
    }

    private DateTimeOffset? NextBegin(DateTimeOffset at)
    {
        var limit = LimitAfter(at);
        DateTimeOffset? next = null;
        foreach (var interval in _intervals)
        {
            if (NextBegin(interval, at, next ?? limit) is { } begin)
                next = begin;
        }

        return next;
    }

    private DateTimeOffset? NextBegin(WeeklyInterval interval, DateTimeOffset at, DateTimeOffset limit)
    {
        var last = interval.DayOf(limit);
        for (var day = interval.DayOf(at); day <= last; day = day.AddDays(1))
        {
            if (On(day, interval) is { } part && part.Begin > at)
                return part.Begin < limit ? part.Begin : null;
        }

        return null;
    }

    private (DateTimeOffset Begin, DateTimeOffset End)? On(DateOnly day, WeeklyInterval interval) =>
        _holidays.IsHoliday(day) ? null : interval.On(day);

    /// <summary>What does not change until then never does.</summary>
    private DateTimeOffset LimitAfter(DateTimeOffset at)
    {
        var ordinary = _holidays.LastDay is { } last ? new(last.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : at;
        return (ordinary > at ? ordinary : at) + Horizon;
    }
}
