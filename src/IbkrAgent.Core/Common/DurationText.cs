using System.Globalization;

namespace IbkrAgent.Common;

/// <summary>Spans of time as systemd writes them: <c>500ms</c>, <c>1min 30s</c>; a bare number is seconds.</summary>
/// <remarks>systemd.time(7), from milliseconds to weeks; a number without a unit stands alone.</remarks>
public static class DurationText
{
    private const int LongestText = 100;

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("min", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.Length is 0 or > LongestText)
            return false;

        if (TryReadNumber(rest, out var seconds))
            return TryConvert(seconds * TimeSpan.TicksPerSecond, out duration);

        var ticks = 0m;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('.', '9') is >= 0 and var end ? end : rest.Length;
            if (!TryReadNumber(rest[..digits], out var number))
                return false;

            rest = rest[digits..].TrimStart();
            var letters = rest.IndexOfAnyExceptInRange('a', 'z') is >= 0 and var stop ? stop : rest.Length;
            if (LengthOf(rest[..letters]) is not { } unit)
                return false;

            rest = rest[letters..].TrimStart();
            ticks += number * unit.Ticks;
        }

        return TryConvert(ticks, out duration);
    }

    /// <summary>The shortest text that means the same, to the millisecond: <c>1min 30s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var parts = new List<string>();
        foreach (var (unit, length) in Units)
        {
            var count = duration.Ticks / length.Ticks;
            duration -= count * length;
            if (count > 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count}{unit}"));
        }

        return parts.Count > 0 ? string.Join(' ', parts) : "0s";
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        return text.Length is > 0 and <= 12
            && text[0] != '.'
            && text[^1] != '.'
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryConvert(decimal ticks, out TimeSpan duration)
    {
        var fits = ticks <= long.MaxValue;
        duration = TimeSpan.FromTicks(fits ? (long)ticks : 0);
        return fits;
    }

    private static TimeSpan? LengthOf(ReadOnlySpan<char> unit) =>
        unit switch
        {
            "ms" or "msec" => TimeSpan.FromMilliseconds(1),
            "s" or "sec" or "second" or "seconds" => TimeSpan.FromSeconds(1),
            "m" or "min" or "minute" or "minutes" => TimeSpan.FromMinutes(1),
            "h" or "hr" or "hour" or "hours" => TimeSpan.FromHours(1),
            "d" or "day" or "days" => TimeSpan.FromDays(1),
            "w" or "week" or "weeks" => TimeSpan.FromDays(7),
            _ => null,
        };
}
