using System.Text;

namespace IbkrAgent.Gateway;

/// <summary>Files of <c>KEY=value</c> lines as systemd reads them (EnvironmentFile= in systemd.exec(5)).</summary>
/// <remarks>
/// A comment stands on a line of its own. Outside of quotes a backslash takes the next character literally; within
/// double
/// quotes it does so before <c>" \ ` $</c> only; within single quotes never. A backslash before a line end joins the
/// lines.
/// </remarks>
public static class EnvironmentFileText
{
    /// <summary>Characters before which a backslash counts within double quotes.</summary>
    internal const string Escaped = "\"\\`$";

    /// <summary>The values by key; of a key that is there twice the last one.</summary>
    /// <exception cref="FormatException">a quote is never closed: systemd would let it run to the end of the
    /// file.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new EnvironmentFileReader(text);
        while (reader.TryRead(out var key, out var value))
            values[key] = value;
        return values;
    }

    /// <summary>The text with one value changed where it counts, or added at the end.</summary>
    /// <exception cref="FormatException">as for <see cref="Read"/> and <see cref="Write"/>.</exception>
    public static string Set(string text, string key, string value)
    {
        var line = Write(key, value);
        var (start, end) = (-1, -1);
        var reader = new EnvironmentFileReader(text);
        while (reader.TryRead(out var found, out _))
            if (found == key)
                (start, end) = (reader.Start, reader.End);

        return start >= 0 ? text[..start] + line + text[end..] : $"{text}{LineEndAfter(text)}{line}\n";
    }

    /// <summary>A backslash at the end of the last line would join what follows to it.</summary>
    private static string LineEndAfter(string text) =>
        text.TrimEnd('\r', '\n').EndsWith('\\') ? "\n\n"
        : text.Length == 0 || text.EndsWith('\n') ? ""
        : "\n";

    /// <summary>One line, without its end, that reads back as this value.</summary>
    /// <exception cref="FormatException">the value has control characters, which the format cannot hold.</exception>
    public static string Write(string key, string value)
    {
        var line = new StringBuilder(key).Append("=\"");
        foreach (var c in value)
        {
            if (char.IsControl(c))
                throw new FormatException($"the value of {key} has control characters");
            if (Escaped.Contains(c, StringComparison.Ordinal))
                line.Append('\\');
            line.Append(c);
        }

        return line.Append('"').ToString();
    }
}
