namespace IbkrAgent.Schedule;

/// <summary>The weekly syntax of the settings: <c>Mon..Fri 04:00-20:00, Sun 17:00-23:30</c>.</summary>
/// <remarks>
/// Days are Sun to Sat or their full names, as a range (<c>Fri..Mon</c>) or a list (<c>Mon,Wed</c>); without any the
/// interval is daily. An end that is not later than the start is on the next day; <c>24:00</c> is the end of a day.
/// </remarks>
public static class WeeklyText
{
    /// <param name="problem">what is wrong, with its column, counted from 1; empty when nothing is.</param>
    public static WeeklyWindow ReadWindow(string text, TimeZoneInfo zone, ExchangeCalendar holidays, out string problem)
    {
        var scanner = new WeeklyScanner(text);
        List<WeeklyInterval> intervals = [];
        var daysAreNamed = false;
        do
        {
            var column = scanner.Column;
            var days = scanner.IsAtTime ? WeekDays.None : scanner.ReadDays();
            if (intervals.Count > 0 && daysAreNamed != (days != WeekDays.None))
                scanner.Fail(column, "either every interval names its days or none; Sun..Sat is every day");

            daysAreNamed = days != WeekDays.None;
            var (start, end) = scanner.ReadInterval();
            intervals.Add(new(daysAreNamed ? days : WeekDays.All, start, end, zone));
        } while (scanner.TryRead(','));

        scanner.RequireEnd("',' is missing between two intervals");
        problem = scanner.Problem;
        return problem.Length == 0 ? new(intervals, holidays) : WeeklyWindow.Never;
    }

    /// <summary>A day and a time: <c>Sun 01:00</c>.</summary>
    /// <param name="problem">what is wrong, with its column, counted from 1; empty when nothing is.</param>
    public static WeeklyInstant ReadInstant(string text, TimeZoneInfo zone, out string problem)
    {
        var scanner = new WeeklyScanner(text);
        var instant = new WeeklyInstant(scanner.ReadDay(), scanner.ReadTime(), zone);
        scanner.RequireEnd("nothing may follow the time");
        problem = scanner.Problem;
        return instant;
    }
}
