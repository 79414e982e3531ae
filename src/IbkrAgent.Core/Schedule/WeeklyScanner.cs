using System.Globalization;

namespace IbkrAgent.Schedule;

/// <summary>Goes through a text of <see cref="WeeklyText"/>; after the first problem it reads nothing more.</summary>
internal sealed class WeeklyScanner(string text)
{
    private static readonly DayOfWeek[] AllDays = Enum.GetValues<DayOfWeek>();

    private int _at;

    /// <summary>Empty while all is well.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Of what comes next, counted from 1.</summary>
    public int Column
    {
        get
        {
            SkipBlanks();
            return _at + 1;
        }
    }

    public bool IsAtTime => Column <= text.Length && char.IsAsciiDigit(text[_at]);

    public void Fail(int column, string problem)
    {
        if (Problem.Length == 0)
            Problem = string.Create(CultureInfo.InvariantCulture, $"column {column}: {problem}");
        _at = text.Length;
    }

    public bool TryRead(char symbol)
    {
        var isNext = Column <= text.Length && text[_at] == symbol;
        if (isNext)
            _at++;
        return isNext;
    }

    public void RequireEnd(string otherwise)
    {
        if (Column <= text.Length)
            Fail(Column, otherwise);
    }

    /// <summary>Days and ranges of days with commas between them.</summary>
    public WeekDays ReadDays()
    {
        var days = WeekDays.None;
        do
        {
            var day = ReadDay();
            var last = TryReadRange() ? ReadDay() : day;
            days |= last.ToWeekDays();
            for (; day != last; day = (DayOfWeek)(((int)day + 1) % AllDays.Length))
                days |= day.ToWeekDays();
        } while (TryRead(','));

        return days;
    }

    public DayOfWeek ReadDay()
    {
        var column = Column;
        var word = ReadWord();
        foreach (var day in AllDays)
        {
            var name = day.ToString();
            if (Matches(word, name) || Matches(word, name[..3]))
                return day;
        }

        Fail(column, $"{Quoted(word)} is not a day; the days are Sun, Mon, Tue, Wed, Thu, Fri, Sat");
        return DayOfWeek.Sunday;
    }

    public (TimeOnly Start, TimeOnly End) ReadInterval()
    {
        var start = ReadTime();
        if (!TryRead('-'))
            Fail(Column, "'-' and the end are missing, for example 04:00-20:00");

        return (start, ReadEnd());
    }

    public TimeOnly ReadTime() => TimeOf(Column, ReadWord());

    /// <summary>The midnight at the end of a day is that of the next one, and so never later than a start.</summary>
    private TimeOnly ReadEnd()
    {
        var column = Column;
        var word = ReadWord();
        return word == "24:00" ? TimeOnly.MinValue : TimeOf(column, word);
    }

    private TimeOnly TimeOf(int column, string word)
    {
        if (
            !TimeOnly.TryParseExact(
                word,
                ["H:mm", "HH:mm"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
        )
            Fail(column, $"{Quoted(word)} is not a time of day, for example 04:00");

        return time;
    }

    private bool TryReadRange()
    {
        var isNext = Column <= text.Length && text.AsSpan(_at).StartsWith("..", StringComparison.Ordinal);
        if (isNext)
            _at += 2;
        return isNext;
    }

    private string ReadWord()
    {
        SkipBlanks();
        var rest = text.AsSpan(_at);
        var length = rest.IndexOfAny(" \t,-.") is >= 0 and var end ? end : rest.Length;
        _at += length;
        return rest[..length].ToString();
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }

    private string Quoted(string word) =>
        word.Length > 0 ? $"'{word}'"
        : Column <= text.Length ? $"'{text[_at]}'"
        : "the end of the line";

    private static bool Matches(string word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
}
