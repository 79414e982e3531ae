using System.Globalization;

namespace IbkrAgent.Common;

/// <summary>An instant as an operator types it: <c>2026-11-20 21:30</c> in UTC, or how long ago it is: <c>2h</c>.</summary>
public static class InstantText
{
    private static readonly TimeSpan LongestAgo = TimeSpan.FromDays(36_500);

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-ddTHH:mm",
        "yyyy-MM-ddTHH:mm:ss",
    ];

    /// <param name="now">what <c>2h</c> is counted back from.</param>
    /// <param name="text">a date begins at midnight; <c>Z</c> or <c>UTC</c> may follow, another zone not.</param>
    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset instant)
    {
        if (DurationText.TryParse(text, out var ago) && ago <= LongestAgo)
        {
            instant = now - ago;
            return true;
        }

        var bare = text.Trim() switch
        {
            [.. var rest, 'Z'] => rest,
            [.. var rest, ' ', 'U', 'T', 'C'] => rest,
            var all => all,
        };
        return DateTimeOffset.TryParseExact(
            bare,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out instant
        );
    }
}
