using System.Globalization;
using System.Text;

namespace IbkrAgent.Gateway;

/// <summary>Walks through the text of an environment file, one assignment after the other.</summary>
internal ref struct EnvironmentFileReader(string text)
{
    private const string LineEnds = "\r\n";

    private int _position = text.StartsWith('\uFEFF') ? 1 : 0;

    /// <summary>Where the assignment that was read last begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends, before the end of its line.</summary>
    public readonly int End => Math.Min(_position, text.Length);

    private readonly bool AtLineEnd => IsEndAt(_position);

    /// <summary>The next assignment; comments, empty lines and lines without <c>=</c> are passed over.</summary>
    public bool TryRead(out string key, out string value)
    {
        for (; _position < text.Length; _position++)
        {
            SkipBlanks();
            Start = _position;
            if (!AtLineEnd && text[_position] is '#' or ';')
                SkipComment();
            else if (ReadKey() is { Length: > 0 } found)
            {
                key = found;
                value = ReadValue();
                return true;
            }
        }

        (key, value) = ("", "");
        return false;
    }

    private readonly bool IsEndAt(int position) =>
        position >= text.Length || LineEnds.Contains(text[position], StringComparison.Ordinal);

    private readonly char Current => text[_position];

    private void SkipBlanks()
    {
        while (!AtLineEnd && Current is ' ' or '\t')
            _position++;
    }

    /// <summary>A backslash continues a comment as it continues a value.</summary>
    private void SkipComment()
    {
        while (!AtLineEnd)
            _position += Current == '\\' ? 2 : 1;
    }

    /// <summary>Empty when the line is no assignment; then its end is where we are.</summary>
    private string ReadKey()
    {
        var start = _position;
        while (!AtLineEnd && Current != '=')
            _position++;
        if (AtLineEnd)
            return "";
        return text[start.._position++].Trim();
    }

    private string ReadValue()
    {
        var value = new StringBuilder();
        SkipBlanks();
        while (!AtLineEnd && Current is '"' or '\'')
        {
            ReadQuoted(value);
            SkipBlanks();
        }

        ReadBare(value);
        return value.ToString();
    }

    private void ReadQuoted(StringBuilder value)
    {
        var start = _position;
        var quote = text[_position++];
        for (; _position < text.Length; _position++)
        {
            if (Current == quote)
            {
                _position++;
                return;
            }

            if (Current != '\\' || quote == '\'' || _position + 1 == text.Length)
                value.Append(Current);
            else
                AppendEscaped(text[++_position], value);
        }

        var line = 1 + text.AsSpan(0, start).Count('\n');
        throw new FormatException(
            string.Create(CultureInfo.InvariantCulture, $"line {line}: the quote is never closed")
        );
    }

    private static void AppendEscaped(char next, StringBuilder value)
    {
        if (EnvironmentFileText.Escaped.Contains(next, StringComparison.Ordinal))
            value.Append(next);
        else if (next != '\n')
            value.Append('\\').Append(next);
    }

    /// <summary>Blanks at the end do not count, except after a backslash.</summary>
    private void ReadBare(StringBuilder value)
    {
        var kept = value.Length;
        for (; !AtLineEnd; _position++)
        {
            var literal = Current == '\\';
            if (literal && IsEndAt(++_position))
            {
                kept = value.Length; // nothing is taken, but the blanks before count
                continue;
            }

            value.Append(Current);
            if (literal || Current is not (' ' or '\t'))
                kept = value.Length;
        }

        value.Length = kept;
    }
}
