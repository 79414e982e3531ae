using System.Globalization;

namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What an account holds, as a scenario says it: a count, or a list separated by commas.</summary>
internal static class HoldingList
{
    private const int MaxCount = 10_000;

    /// <param name="nth">the words of the entries that a count stands for.</param>
    /// <param name="parse">one entry of its words; null when they are wrong.</param>
    /// <returns>null when any entry is wrong.</returns>
    public static T[]? TryParse<T>(string text, Func<int, string> nth, Func<string[], T?> parse)
        where T : class
    {
        var isCount = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        if (count > MaxCount)
            return null;

        var entries = isCount ? Enumerable.Range(0, count).Select(nth) : text.Split(',');
        var parsed = entries.Select(entry => parse(entry.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        return parsed.All(entry => entry is not null) ? [.. parsed.OfType<T>()] : null;
    }

    public static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
