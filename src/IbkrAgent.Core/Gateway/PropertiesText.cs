using System.Globalization;
using System.Text;

namespace IbkrAgent.Gateway;

/// <summary>Java properties, the format of the controller's settings (java.util.Properties.load).</summary>
/// <remarks>
/// Java reads the bytes as Latin-1: what is not ASCII is written as <c>\uXXXX</c>. Blanks before a value are skipped
/// and a
/// backslash is an escape, so a password cannot be copied in as it is.
/// </remarks>
public static class PropertiesText
{
    private const string EscapedInKeys = "=: #!";

    /// <summary>The logical lines of a file.</summary>
    /// <exception cref="FormatException">an escape that Java would refuse as well.</exception>
    public static IReadOnlyList<PropertiesLine> Read(string text)
    {
        var lines = new List<PropertiesLine>();
        var reader = new PropertiesReader(text);
        while (reader.TryRead(out var line))
            lines.Add(line);
        return lines;
    }

    /// <summary>The value that counts, of a key that is there twice the last one; null when it is not there.</summary>
    public static string? Find(IEnumerable<PropertiesLine> lines, string key) =>
        lines.LastOrDefault(line => line.Key == key)?.Value;

    /// <summary>One line, without its end, that reads back as this value.</summary>
    public static string Write(string key, string value)
    {
        var line = new StringBuilder();
        foreach (var c in key)
            Append(line, c, EscapedInKeys.Contains(c, StringComparison.Ordinal));

        line.Append('=');
        var leading = true;
        foreach (var c in value)
        {
            leading = leading && c == ' ';
            Append(line, c, leading);
        }

        return line.ToString();
    }

    private static void Append(StringBuilder line, char c, bool escaped)
    {
        if (c == '\\' || escaped)
            line.Append('\\').Append(c);
        else if (c is < ' ' or > '~')
            line.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:X4}");
        else
            line.Append(c);
    }
}
