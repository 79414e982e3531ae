using System.Globalization;

namespace IbkrAgent.Gateway;

/// <summary>The options of Java that come with a Gateway, one a line (<c>ibgateway.vmoptions</c>).</summary>
public static class JavaOptionsText
{
    private const string MostHeap = "-Xmx";

    /// <summary>Most of the heap, MiB; null when it is not said.</summary>
    public static int? FindHeap(string text)
    {
        var option = text.Split('\n')
            .Select(line => line.Trim())
            .LastOrDefault(line => line.StartsWith(MostHeap, StringComparison.Ordinal));
        if (option is null or { Length: < 6 })
            return null;

        var (number, unit) = (option[MostHeap.Length..^1], char.ToLowerInvariant(option[^1]));
        return !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            ? null
            : unit switch
            {
                'g' when amount <= int.MaxValue / 1024 => amount * 1024,
                'm' => amount,
                'k' => amount / 1024,
                _ => null,
            };
    }
}
