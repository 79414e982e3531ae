namespace IbkrAgent.Cli;

/// <summary>A terminal on which something is drawn again and again, in place (ECMA-48).</summary>
/// <remarks>Nothing is hidden and nothing is switched: whoever ends the program at any moment has a whole terminal.</remarks>
internal static class Screen
{
    private const string Home = "\e[H";
    private const string ClearRestOfLine = "\e[K";
    private const string ClearBelow = "\e[J";

    /// <summary>Over what is there, without a moment in which nothing is.</summary>
    /// <param name="height">lines of the terminal; what does not fit is left out at the end, and that is said.</param>
    public static string Draw(string text, int height)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        if (lines.Length >= height)
            lines = [.. lines.Take(height - 2), $"... {lines.Length - height + 2} more lines"];
        return Home + string.Concat(lines.Select(line => $"{line}{ClearRestOfLine}\n")) + ClearBelow;
    }
}
