using System.Globalization;

namespace IbkrAgent.Gateway;

/// <summary>How long the broker wants us to wait with the next login, in the words of its dialog.</summary>
/// <remarks><c>178 seconds</c>, <c>4 minutes &amp; 47 seconds</c>.</remarks>
public static class LoginPauseText
{
    /// <summary>The sum of all spans that are named; null when none is.</summary>
    public static TimeSpan? Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        TimeSpan? sum = null;
        for (var i = 0; i + 1 < words.Length; i++)
        {
            if (
                ushort.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && Unit(words[i + 1]) is { } unit
            )
                sum = (sum ?? TimeSpan.Zero) + number * unit;
        }

        return sum;
    }

    private static TimeSpan? Unit(string word) =>
        word.TrimEnd('.', ',').TrimEnd('s').ToLowerInvariant() switch
        {
            "second" => TimeSpan.FromSeconds(1),
            "minute" => TimeSpan.FromMinutes(1),
            "hour" => TimeSpan.FromHours(1),
            _ => null,
        };
}
