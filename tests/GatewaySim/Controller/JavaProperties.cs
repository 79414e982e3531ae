using System.Globalization;
using System.Text;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// A Java properties file as the controller reads it: Latin-1, escapes, the last of two equal keys wins.
/// </summary>
internal static class JavaProperties
{
    private const string Blank = " \t\f";
    private const string EndOfKey = " \t\f=:";

    /// <param name="trim">also without the blanks at the end of a value, which Java keeps.</param>
    public static IReadOnlyDictionary<string, string> Parse(ReadOnlySpan<byte> bytes, bool trim)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in LogicalLines(Encoding.Latin1.GetString(bytes)))
        {
            var key = new StringBuilder();
            var at = Unescape(line, 0, key, EndOfKey);
            at = SkipBlanks(line, at);
            if (at < line.Length && line[at] is '=' or ':')
                at = SkipBlanks(line, at + 1);

            var value = new StringBuilder();
            Unescape(line, at, value, end: "");
            properties[key.ToString()] = trim ? value.ToString().Trim() : value.ToString();
        }

        return properties;
    }

    private static IEnumerable<string> LogicalLines(string text)
    {
        var pending = new StringBuilder();
        foreach (var natural in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = natural.TrimStart(Blank.ToCharArray());
            if (pending.Length == 0 && (line.Length == 0 || line[0] is '#' or '!'))
                continue;

            var backslashes = line.Length - line.TrimEnd('\\').Length;
            if (backslashes % 2 == 1)
            {
                pending.Append(line.AsSpan(0, line.Length - 1));
                continue;
            }

            yield return pending.Append(line).ToString();
            pending.Clear();
        }

        if (pending.Length > 0)
            yield return pending.ToString();
    }

    private static int SkipBlanks(string line, int at)
    {
        while (at < line.Length && Blank.Contains(line[at], StringComparison.Ordinal))
            at++;

        return at;
    }

    private static int Unescape(string line, int at, StringBuilder result, string end)
    {
        while (at < line.Length && !end.Contains(line[at], StringComparison.Ordinal))
        {
            var character = line[at++];
            if (character != '\\' || at == line.Length)
            {
                result.Append(character);
                continue;
            }

            character = line[at++];
            if (character == 'u')
            {
                result.Append(ReadCodeUnit(line, at));
                at += 4;
            }
            else
                result.Append(
                    character switch
                    {
                        't' => '\t',
                        'n' => '\n',
                        'r' => '\r',
                        'f' => '\f',
                        _ => character,
                    }
                );
        }

        return at;
    }

    private static char ReadCodeUnit(string line, int at)
    {
        var digits = line.AsSpan(at, Math.Min(4, line.Length - at));
        return
            digits.Length == 4
            && ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : throw new FormatException(@"malformed \uxxxx encoding");
    }
}
