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
