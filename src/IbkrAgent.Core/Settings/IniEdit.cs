using System.Buffers;
using System.Text;
using IbkrAgent.Common;

namespace IbkrAgent.Settings;

/// <summary>Changes one value of a settings file, and leaves every other character of it as it is.</summary>
internal static class IniEdit
{
    /// <summary>The ends of lines that <see cref="IniText"/> knows.</summary>
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\f\u0085\u2028\u2029");

    /// <summary>The value that stands there, or the default; quotes are no part of it.</summary>
    public static string ValueOf(string text, string section, SettingsKey key) =>
        IniText.Read("", text).Entries.FirstOrDefault(entry => entry.Section == section && entry.Key == key.Name)?.Value
        ?? key.Default;

    /// <summary>The value where its key stands, else below the last key of its section, else in a new section.</summary>
    /// <exception cref="FormatException">a value of more than one line.</exception>
    public static string Set(string text, string section, string key, string value)
    {
        if (OneLine.Of(value) != value)
            throw new FormatException($"the value of {key} has characters that no line can hold");

        var lines = Lines(text);
        var (current, last) = ("", -1);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].AsSpan().Trim('\uFEFF').Trim();
            if (line is ['[', .. var name, ']'])
                current = name.Trim().ToString();
            else if (line.IsEmpty || line[0] is ';' or '#')
                continue;

            if (current != section)
                continue;

            last = i;
            if (
                line[0] == '['
                || line.IndexOf('=') is not (> 0 and var equals)
                || !line[..equals].Trim().SequenceEqual(key)
            )
                continue;

            lines[i] = Replaced(lines[i], value);
            return string.Concat(lines);
        }

        if (last < 0)
            return $"{AddSection(text, section)}{key} = {Written(value)}\n";

        if (EndOf(lines[last]).Length == 0)
            lines[last] += "\n";
        lines.Insert(last + 1, $"{key} = {Written(value)}{EndOf(lines[last])}");
        return string.Concat(lines);
    }

    /// <summary>The text with an empty section at its end.</summary>
    public static string AddSection(string text, string section)
    {
        var begun = text.Length == 0 || LineEnds.Contains(text[^1]) ? text : text + "\n";
        return $"{begun}{(begun.Length > 0 ? "\n" : "")}[{section}]\n";
    }

    private static string Replaced(string line, string value)
    {
        var end = EndOf(line);
        var rest = line.AsSpan(line.IndexOf('=', StringComparison.Ordinal) + 1);
        var content = rest[..^end.Length];
        var blanks = content[..^content.TrimStart().Length].ToString();
        if (content.Trim().IsEmpty)
            blanks = line[line.Length - rest.Length - 2] == ' ' ? " " : "";
        return new StringBuilder()
            .Append(line.AsSpan(0, line.Length - rest.Length))
            .Append(value.Length > 0 ? blanks : "")
            .Append(Written(value))
            .Append(end)
            .ToString();
    }

    /// <summary>In quotes where blanks at its ends or quotes of its own would get lost.</summary>
    private static string Written(string value) =>
        value != value.Trim() || value is ['"', .., '"'] ? $"\"{value}\"" : value;

    private static string EndOf(string line) => line[(line.AsSpan().LastIndexOfAnyExcept(LineEnds) + 1)..];

    /// <summary>The lines with their ends.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length; )
        {
            var length = text.AsSpan(start).IndexOfAny(LineEnds);
            var end =
                length < 0 ? text.Length
                : text.AsSpan(start + length).StartsWith("\r\n") ? start + length + 2
                : start + length + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
