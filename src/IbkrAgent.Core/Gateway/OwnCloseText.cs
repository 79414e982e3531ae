using System.Globalization;
using IbkrAgent.Schedule;

namespace IbkrAgent.Gateway;

/// <summary>When the Gateway ends or begins anew by its own clock, in the words of its controller.</summary>
/// <remarks>The end of the text: <c>11:45 PM</c>, every day, or <c>2026/11/20 22:00</c>, once.</remarks>
public static class OwnCloseText
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The next such time; null when the text names none, or one that is over.</summary>
    /// <param name="zone">whose clock it is.</param>
    public static DateTimeOffset? Next(string text, TimeZoneInfo zone, DateTimeOffset at)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            return null;

        var end = $"{words[^2]} {words[^1]}";
        if (Is(end, "yyyy/MM/dd HH:mm", out var once))
            return WallClock.ToInstant(once, zone) is var instant && instant >= at ? instant : null;
        if (!Is(end, "h:mm tt", out var daily) && !Is(end, "hh:mm tt", out daily))
            return null;

        var today = TimeZoneInfo.ConvertTime(at, zone).Date + daily.TimeOfDay;
        var next = WallClock.ToInstant(today, zone);
        return next >= at ? next : WallClock.ToInstant(today + Day, zone);
    }

    private static bool Is(string text, string format, out DateTime time) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
