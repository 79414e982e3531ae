using System.Globalization;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>A time in the ini, of every day or of one day of the week: <c>22:00</c>, <c>Friday 22:00</c>.</summary>
internal sealed record WeeklyTime(DayOfWeek? Day, TimeOnly Time)
{
    public static WeeklyTime? Parse(string text)
    {
        var day = text.Split(' ') is [var name, _] ? name : null;
        return
            (day is null || Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out _))
            && TimeOnly.TryParseExact(
                text.Split(' ')[^1],
                "HH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
            ? new(day is null ? null : Enum.Parse<DayOfWeek>(day, ignoreCase: true), time)
            : null;
    }

    public DateTime NextAfter(DateTime now)
    {
        var next = now.Date + Time.ToTimeSpan();
        while (next <= now || (Day is { } day && next.DayOfWeek != day))
            next = next.AddDays(1);

        return next;
    }
}
