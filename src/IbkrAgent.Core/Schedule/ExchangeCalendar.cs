using System.Globalization;

namespace IbkrAgent.Schedule;

/// <summary>Holidays and early closes of the exchange, for the years that it knows.</summary>
/// <param name="years">the years of which every special day is among <paramref name="days"/>.</param>
public sealed class ExchangeCalendar(IEnumerable<int> years, IEnumerable<ExchangeDay> days)
    : IEquatable<ExchangeCalendar>
{
    /// <summary>Knows no year.</summary>
    public static readonly ExchangeCalendar Empty = new([], []);

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    private readonly SortedSet<int> _years = [.. years];
    private readonly SortedDictionary<DateOnly, ExchangeDay> _days = new(days.ToDictionary(day => day.Date));

    /// <summary>In order.</summary>
    public IReadOnlyCollection<int> Years => _years;

    /// <summary>In order.</summary>
    public IReadOnlyCollection<ExchangeDay> Days => _days.Values;

    /// <summary>The last day that it says something about; null when there is none.</summary>
    public DateOnly? LastDay { get; } = days.Select(day => (DateOnly?)day.Date).Max();

    /// <summary>True when the calendar tells what the day is, also when it is an ordinary one.</summary>
    public bool IsKnown(DateOnly day) => _years.Contains(day.Year) || _days.ContainsKey(day);

    /// <summary>
    /// True when the calendar has the day as a holiday; false means nothing where <see cref="IsKnown"/> is false.
    /// </summary>
    public bool IsHoliday(DateOnly day) => _days.GetValueOrDefault(day) is ExchangeDay.Holiday;

    /// <summary>End of the regular session where it is early, on the exchange's wall clock.</summary>
    public TimeOnly? EarlyCloseOn(DateOnly day) => (_days.GetValueOrDefault(day) as ExchangeDay.EarlyClose)?.At;

    /// <summary>This calendar with the years of another one added, and its days in place of ours.</summary>
    public ExchangeCalendar OverruledBy(ExchangeCalendar other) =>
        new(
            _years.Union(other._years),
            other._days.Values.Concat(_days.Values.Where(day => !other._days.ContainsKey(day.Date)))
        );

    /// <summary>
    /// What the operator has to be told when the year of today, or of 30 days later, is not known; otherwise null.
    /// </summary>
    public string? NoticeAt(DateTimeOffset at)
    {
        var unknown = new[] { at.UtcDateTime.Year, (at + Ahead).UtcDateTime.Year }.Except(_years).ToList();
        return unknown is [var year, ..]
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the exchange calendar does not know {year}: its weekdays count as trading days; "
                    + $"add 'year {year}' and its holidays to /etc/ibkr/nyse.calendar"
            )
            : null;
    }

    public bool Equals(ExchangeCalendar? other) =>
        other is not null && _years.SetEquals(other._years) && _days.Values.SequenceEqual(other._days.Values);

    public override bool Equals(object? obj) => Equals(obj as ExchangeCalendar);

    public override int GetHashCode() => _days.Count;
}
