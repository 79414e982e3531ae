using System.Globalization;
using System.Text;

namespace IbkrAgent.Gateway;

/// <summary>Walks through the text of a properties file, one logical line after the other.</summary>
internal ref struct PropertiesReader(string text)
{
    private const string Blanks = " \t\f";
    private const string Separators = "=: \t\f";

    private int _position;
    private int _lineNumber;

    public bool TryRead(out PropertiesLine line)
    {
        line = new("", null, "");
        if (_position >= text.Length)
            return false;

        var start = _position;
        var content = new StringBuilder();
        AppendNaturalLine(content, out var end);
        if (content.Length == 0 || content[0] is '#' or '!')
        {
            line = new(text[start..end], null, "");
            return true;
        }

        var number = _lineNumber;
        while (EndsInEscape(content))
        {
            content.Length--;
            if (_position >= text.Length)
                end--; // a backslash that joins with nothing would swallow what is appended to the file
            else
                AppendNaturalLine(content, out end);
        }

        line = Split(WithoutEmptyEnd(text.AsSpan(start, end - start)), content.ToString(), number);
        return true;
    }

    /// <summary>
    /// Without lines at the end that were joined and are empty: a CR before them would become one line end with the LF
    /// that is appended, and join what follows.
    /// </summary>
    private static string WithoutEmptyEnd(ReadOnlySpan<char> lines)
    {
        while (true)
        {
            var rest = lines.TrimEnd(Blanks);
            if (rest is not [.., '\r' or '\n'])
                return lines.ToString();

            var lineEnd = rest.EndsWith("\r\n") ? 2 : 1;
            lines = rest[..^(lineEnd + 1)]; // and the backslash
        }
    }

    /// <summary>Up to the line's end, without the blanks it begins with.</summary>
    private void AppendNaturalLine(StringBuilder content, out int end)
    {
        var rest = text.AsSpan(_position);
        var length = rest.IndexOfAny('\r', '\n');
        length = length < 0 ? rest.Length : length;
        content.Append(rest[..length].TrimStart(Blanks));
        end = _position + length;
        _position = end + (rest[length..].StartsWith("\r\n") ? 2 : 1);
        _lineNumber++;
    }

    /// <summary>An odd number of backslashes: the last of them is not itself escaped.</summary>
    private static bool EndsInEscape(StringBuilder content)
    {
        var backslashes = 0;
        while (backslashes < content.Length && content[^(backslashes + 1)] == '\\')
            backslashes++;
        return backslashes % 2 == 1;
    }

    /// <summary>The key ends at the first <c>=</c>, <c>:</c> or blank that is not escaped.</summary>
    private static PropertiesLine Split(string text, string content, int number)
    {
        var keyEnd = 0;
        while (keyEnd < content.Length && !Separators.Contains(content[keyEnd], StringComparison.Ordinal))
            keyEnd += content[keyEnd] == '\\' ? 2 : 1;
        keyEnd = Math.Min(keyEnd, content.Length);

        var value = content.AsSpan(keyEnd).TrimStart(Blanks);
        if (value is ['=' or ':', ..])
            value = value[1..].TrimStart(Blanks);
        return new(text, Unescape(content.AsSpan(0, keyEnd), number), Unescape(value, number));
    }

    private static string Unescape(ReadOnlySpan<char> escaped, int number)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
                text.Append(escaped[i]);
            else if (escaped[++i] == 'u')
                text.Append(Character(escaped[(i + 1)..], number, ref i));
            else
                text.Append(Escaped(escaped[i]));
        }

        return text.ToString();
    }

    private static char Escaped(char c) =>
        c switch
        {
            't' => '\t',
            'r' => '\r',
            'n' => '\n',
            'f' => '\f',
            _ => c,
        };

    private static char Character(ReadOnlySpan<char> rest, int number, ref int index)
    {
        const int Digits = 4;
        if (
            rest.Length < Digits
            || !ushort.TryParse(
                rest[..Digits],
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code
            )
        )
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $@"line {number}: \u needs {Digits} hexadecimal digits")
            );

        index += Digits;
        return (char)code;
    }
}
