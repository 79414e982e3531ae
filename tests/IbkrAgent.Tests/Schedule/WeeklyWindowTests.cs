using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Schedule;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Schedule;

/// <summary>What holds for every window at every instant.</summary>
public sealed class WeeklyWindowTests
{
    private static readonly Config Quiet = Config.QuickThrowOnFailure.WithQuietOnSuccess(true);

    private static readonly TimeZoneInfo[] AllZones =
    [
        Zones.NewYork,
        Zones.Toronto,
        Zones.London,
        Zones.HongKong,
        // Half an hour of daylight saving; a change at midnight; fourteen hours ahead.
        Zones.Of("Australia/Lord_Howe"),
        Zones.Of("America/Havana"),
        Zones.Of("Pacific/Kiritimati"),
    ];

    private static readonly Gen<TimeOnly> Times = Gen.Choose(0, 287)
        .Select(five => new TimeOnly(0, 0).AddMinutes(five * 5));

    private static readonly Gen<WeeklyInterval> Intervals =
        from days in Gen.Choose(1, 127)
        from start in Times
        from end in Times
        from zone in Gen.Elements(AllZones)
        select new WeeklyInterval((WeekDays)days, start, end, zone);

    private static readonly Gen<WeeklyWindow> Windows =
        from count in Gen.Choose(0, 4)
        from intervals in Gen.ArrayOf(Intervals, count)
        from holidays in Gen.Elements(ExchangeCalendar.Empty, Some.Holidays)
        select new WeeklyWindow(intervals, holidays);

    // Half of them within two days of a change of the clocks.
    private static readonly Gen<DateTimeOffset> Instants =
        from day in Gen.OneOf(Gen.Choose(0, 4000), Gen.Elements(66, 87, 297, 304, 430, 668).SelectMany(Nearby))
        from minute in Gen.Choose(0, 1439)
        select Zones.Instant("2026-01-01T00:00Z").AddDays(day).AddMinutes(minute);

    [Fact]
    public void A_change_lies_in_the_future_and_changes_what_was_there_until_then() =>
        Holds(
            (window, at) =>
                window.NextChange(at) is not { } change
                || (
                    change > at
                    && window.IsOpenAt(change) != window.IsOpenAt(at)
                    && MinutesBetween(at, change).All(minute => window.IsOpenAt(minute) == window.IsOpenAt(at))
                )
        );

    [Fact]
    public void Without_a_change_all_stays_as_it_is() =>
        Holds(
            (window, at) =>
                window.NextChange(at) is not null
                || Enumerable.Range(0, 800).All(hours => window.IsOpenAt(at.AddHours(hours)) == window.IsOpenAt(at))
        );

    [Fact]
    public void A_window_is_open_when_one_of_its_intervals_is() =>
        Check.One(
            Quiet,
            Prop.ForAll(
                Gen.Zip(Gen.ArrayOf(Intervals, 3), Instants).ToArbitrary(),
                pair =>
                {
                    var (intervals, at) = pair;
                    var each = intervals.Select(interval => new WeeklyWindow([interval]).IsOpenAt(at));
                    return new WeeklyWindow(intervals).IsOpenAt(at) == each.Any(isOpen => isOpen);
                }
            )
        );

    [Fact]
    public void Opening_and_closing_take_turns() =>
        Holds(
            (window, at) =>
            {
                var (opening, closing) = (window.NextOpening(at), window.NextClosing(at));
                var first = window.IsOpenAt(at) ? closing : opening;
                return window.NextChange(at) == first
                    && (opening is null || (window.IsOpenAt(opening.Value) && !window.IsOpenAt(Before(opening.Value))))
                    && (closing is null || (!window.IsOpenAt(closing.Value) && window.IsOpenAt(Before(closing.Value))));
            }
        );

    [Fact]
    public void The_end_is_the_closing_of_what_is_open() =>
        Holds((window, at) => window.EndAt(at) == (window.IsOpenAt(at) ? window.NextClosing(at) : null));

    private static void Holds(Func<WeeklyWindow, DateTimeOffset, bool> law) =>
        Check.One(
            Quiet.WithMaxTest(300),
            Prop.ForAll(Gen.Zip(Windows, Instants).ToArbitrary(), pair => law(pair.Item1, pair.Item2))
        );

    private static Gen<int> Nearby(int day) => Gen.Choose(day - 2, day + 2);

    private static DateTimeOffset Before(DateTimeOffset at) => at.AddTicks(-1);

    /// <summary>Up to a thousand instants from the first on, and the last tick before the end.</summary>
    private static IEnumerable<DateTimeOffset> MinutesBetween(DateTimeOffset at, DateTimeOffset end)
    {
        var step = TimeSpan.FromMinutes(Math.Max(5, (end - at).TotalMinutes / 1000));
        for (var instant = at; instant < end; instant += step)
            yield return instant;

        yield return Before(end);
    }
}
