using System.Globalization;
using IbkrAgent.Settings;

namespace IbkrAgent.Schedule;

/// <summary>Text of an exchange calendar to its days, or all that is wrong with it.</summary>
/// <remarks>
/// <c>year 2026</c>: every special day of that year is here. <c>2026-12-25 closed NAME</c>, <c>2026-12-24 closes 13:00
/// NAME</c>, <c>2026-12-28 open NAME</c>. A line that begins with <c>#</c> is a comment.
/// </remarks>
public sealed class CalendarReader
{
    private const string Remedy = "write 'year YYYY', or 'YYYY-MM-DD' and 'closed', 'closes HH:MM' or 'open'";

    private static readonly char[] Blanks = [' ', '\t'];

    private readonly string _file;
    private readonly SortedSet<int> _years = [];
    private readonly SortedDictionary<DateOnly, (ExchangeDay Day, int Line)> _days = [];
    private readonly List<SettingsProblem> _problems = [];

    private CalendarReader(string file) => _file = file;

    /// <param name="file">the file's name, for messages.</param>
    public static (ExchangeCalendar Calendar, IReadOnlyList<SettingsProblem> Problems) Read(string file, string text)
    {
        var reader = new CalendarReader(file);
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').AsSpan().EnumerateLines())
            reader.ReadLine(line.Trim().ToString(), ++number);

        return (new(reader._years, reader._days.Values.Select(entry => entry.Day)), reader._problems);
    }

    private void ReadLine(string line, int number)
    {
        if (line.Length == 0 || line.StartsWith('#'))
            return;

        var words = line.Split(Blanks, 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is ["year", var year])
            ReadYear(year, number);
        else if (words is [var date, var kind, .. var rest])
            ReadDay(date, kind, rest is [var said] ? said : "", number);
        else
            Report(number, $"'{line}' is not understood; {Remedy}");
    }

    private void ReadYear(string text, int number)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year);
        if (!isNumber || year is < 2000 or > 2099)
            Report(number, $"'{text}' is not a year from 2000 to 2099");
        else if (!_years.Add(year))
            Report(number, $"the year {text} is there already");
    }

    private void ReadDay(string date, string kind, string rest, int number)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            Report(number, $"'{date}' is not a date, for example 2026-12-25; {Remedy}");
        else if (DayOf(day, kind, rest, number) is { } entry && !_days.TryAdd(day, (entry, number)))
            Report(number, $"{date} stands on line {_days[day].Line} already; keep one of them");
    }

    private ExchangeDay? DayOf(DateOnly day, string kind, string rest, int number)
    {
        if (kind is not "closed" && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            Report(number, $"{day:yyyy-MM-dd} is a {day.DayOfWeek}, on which there is no trading anyway");
            return null;
        }

        switch (kind)
        {
            case "closed":
                return new ExchangeDay.Holiday(day, rest);
            case "open":
                return new ExchangeDay.Ordinary(day, rest);
            case "closes":
                return EarlyClose(day, rest, number);
            default:
                Report(number, $"'{kind}' is not one of: closed, closes, open");
                return null;
        }
    }

    private ExchangeDay.EarlyClose? EarlyClose(DateOnly day, string rest, int number)
    {
        var words = rest.Split(Blanks, 2, StringSplitOptions.TrimEntries);
        if (TimeOnly.TryParseExact(words[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return new(day, time, words is [_, var name] ? name : "");

        Report(number, $"'{words[0]}' is not a time of day, for example 13:00");
        return null;
    }

    private void Report(int number, string problem) => _problems.Add(new(_file, "", "", $"line {number}: {problem}"));
}
