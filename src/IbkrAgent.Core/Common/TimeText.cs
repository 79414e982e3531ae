using System.Globalization;
using IbkrAgent.Schedule;

namespace IbkrAgent.Common;

/// <summary>
/// Instants as people type them, and as journalctl takes them (systemd.time(7)): <c>2026-11-30 14:00</c>, <c>3d</c>.
/// </summary>
public static class TimeText
{
    /// <summary>For help and complaints; what has no zone is in that of the host.</summary>
    public const string Examples = "'2026-11-30 14:00', 2026-11-30T13:00Z, 14:00, yesterday, 3d or 12h (ago)";

    private const string Ago = " ago";

    private static readonly string[] Days = ["yyyy-MM-dd"];
    private static readonly string[] Times = ["HH:mm", "HH:mm:ss"];

    private static readonly string[] LocalFormats =
    [
        .. Days.Concat(Days.SelectMany(day => Times.SelectMany(time => Joined(day, time)))),
    ];

    private static readonly string[] OffsetFormats =
    [
        .. Days.SelectMany(day => Times.Append("HH:mm:ss.FFFFFFF").SelectMany(time => Joined(day, $"{time}zzz"))),
    ];

    /// <param name="zone">of whoever types: what has no offset is on his wall clock.</param>
    public static bool TryParse(string text, DateTimeOffset now, TimeZoneInfo zone, out DateTimeOffset at)
    {
        text = text.Trim();
        return TryName(text, now, zone, out at)
            || TryWallClock(text, now, zone, out at)
            || TryInstant(text, out at)
            || TryAgo(text, now, out at);
    }

    private static bool TryName(string text, DateTimeOffset now, TimeZoneInfo zone, out DateTimeOffset at)
    {
        at = text switch
        {
            "now" => now,
            "today" => WallClock.ToInstant(Today(now, zone), zone),
            "yesterday" => WallClock.ToInstant(Today(now, zone).AddDays(-1), zone),
            _ => default,
        };
        return at != default;
    }

    private static bool TryWallClock(string text, DateTimeOffset now, TimeZoneInfo zone, out DateTimeOffset at)
    {
        at = default;
        DateTime wall;
        if (TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            wall = Today(now, zone) + time.ToTimeSpan();
        else if (
            !DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out wall)
        )
            return false;

        // A day from either end of the calendar no offset leads out of it.
        if (wall <= DateTime.MinValue.AddDays(1) || wall >= DateTime.MaxValue.AddDays(-1))
            return false;

        at = WallClock.ToInstant(wall, zone);
        return true;
    }

    /// <summary>With an offset, <c>Z</c>, or <c>UTC</c> as systemd writes it.</summary>
    private static bool TryInstant(string text, out DateTimeOffset at)
    {
        var utc =
            text.EndsWith('Z') ? text[..^1]
            : text.EndsWith(" UTC", StringComparison.Ordinal) ? text[..^4]
            : null;
        return DateTimeOffset.TryParseExact(
            utc is null ? text : $"{utc}+00:00",
            OffsetFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal,
            out at
        );
    }

    /// <summary><c>3d</c>, <c>3d ago</c>, <c>-3d</c>: before now. A number without a unit is nothing.</summary>
    private static bool TryAgo(string text, DateTimeOffset now, out DateTimeOffset at)
    {
        at = default;
        var span = text.EndsWith(Ago, StringComparison.Ordinal) ? text[..^Ago.Length] : text.TrimStart('-');
        if (
            !span.Any(char.IsAsciiLetter)
            || !DurationText.TryParse(span, out var ago)
            || ago > now - DateTimeOffset.MinValue
        )
            return false;

        at = now - ago;
        return true;
    }

    private static DateTime Today(DateTimeOffset now, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(now, zone).Date;

    private static string[] Joined(string day, string time) => [$"{day} {time}", $"{day}'T'{time}"];
}
