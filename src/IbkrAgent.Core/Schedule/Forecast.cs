using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Schedule;

/// <summary>What the clock brings to one gateway, by its settings and the timer of its restarts. Pure.</summary>
/// <remarks>It says what is planned: a hold, a latch or an order at work changes what becomes of it.</remarks>
public static class Forecast
{
    /// <param name="restarts">when the timer elapses.</param>
    /// <param name="after">excluded.</param>
    /// <param name="until">included.</param>
    public static IReadOnlyList<ForecastEvent> Of(
        GatewaySettings settings,
        IEnumerable<DateTimeOffset> restarts,
        DateTimeOffset after,
        DateTimeOffset until
    )
    {
        var schedule = settings.Schedule;
        return
        [
            .. restarts
                .Select(at => Restart(at, schedule.Window))
                .Concat(Window(schedule.Window, after, until))
                .Concat(Resets(settings.Watch.Resets, after, until))
                .Concat(settings.TradingMode == TradingMode.Live ? Phone(schedule, after, until) : [])
                .Concat(Exchange(schedule.Market, after, until))
                .Where(found => found.At > after && found.At <= until)
                .OrderBy(found => found.At),
        ];
    }

    private static ForecastEvent Restart(DateTimeOffset at, RunWindow window) =>
        new(
            at,
            ForecastKind.Restart,
            window.IsOpenAt(at)
                ? "restart of the day, if nothing speaks against it"
                : "restart of the day: nothing to do outside of the run window"
        );

    private static IEnumerable<ForecastEvent> Window(RunWindow window, DateTimeOffset after, DateTimeOffset until) =>
        Changes(window.NextChange, after, until)
            .Select(at =>
                window.IsOpenAt(at)
                    ? new ForecastEvent(at, ForecastKind.WindowOpens, "run window opens, the Gateway is started")
                    : new(at, ForecastKind.WindowCloses, "run window closes, the Gateway is stopped")
            );

    private static IEnumerable<ForecastEvent> Resets(WeeklyWindow resets, DateTimeOffset after, DateTimeOffset until) =>
        from at in Changes(resets.NextChange, after, until)
        let end = resets.EndAt(at)
        where end is not null
        select new ForecastEvent(
            at,
            ForecastKind.Reset,
            $"reset of the broker expected, for {DurationText.Format(end.Value - at)}"
        );

    /// <summary>What is about the second factor, which paper accounts do not have.</summary>
    private static IEnumerable<ForecastEvent> Phone(
        ScheduleSettings schedule,
        DateTimeOffset after,
        DateTimeOffset until
    ) =>
        [
            .. Changes(schedule.QuietHours.NextChange, after, until)
                .Select(at =>
                    schedule.QuietHours.IsOpenAt(at)
                        ? new ForecastEvent(at, ForecastKind.QuietHoursBegin, "quiet hours begin, logins wait")
                        : new(at, ForecastKind.QuietHoursEnd, "quiet hours end")
                ),
            .. Changes(at => schedule.TokenExpiry.Next(at), after, until)
                .Select(at => new ForecastEvent(
                    at,
                    ForecastKind.TokenExpiry,
                    "the broker forgets the login, the next one asks for the phone"
                )),
            .. Changes(at => schedule.WeeklyLogin?.Next(at), after, until)
                .Select(at => new ForecastEvent(
                    at,
                    ForecastKind.WeeklyLogin,
                    "login of the week: have the phone at hand"
                )),
        ];

    private static IEnumerable<ForecastEvent> Exchange(
        MarketHours market,
        DateTimeOffset after,
        DateTimeOffset until
    ) =>
        from day in market.Calendar.Days
        let time = (day as ExchangeDay.EarlyClose)?.At ?? TimeOnly.MinValue
        let at = market.InstantOf(day.Date, time)
        where at > after && at <= until && day is not ExchangeDay.Ordinary
        select day is ExchangeDay.Holiday
            ? new ForecastEvent(at, ForecastKind.Holiday, $"New York Stock Exchange is closed: {day.Name}")
            : new ForecastEvent(at, ForecastKind.EarlyClose, $"New York Stock Exchange closes early: {day.Name}");

    private static IEnumerable<DateTimeOffset> Changes(
        Func<DateTimeOffset, DateTimeOffset?> next,
        DateTimeOffset after,
        DateTimeOffset until
    )
    {
        for (var at = next(after); at <= until; at = next(at.Value))
            yield return at.Value;
    }
}
