using System.Globalization;
using System.Text;

namespace IbkrAgent.Tws;

/// <summary>Text with <c>\uXXXX</c> in place of what is not ASCII, as Gateways send it from version 153 on.</summary>
internal static class EscapedText
{
    private const string Mark = @"\u";
    private const int DigitCount = 4;

    public static string Unescape(string text)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal))
            return text;

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (TryReadEscape(text.AsSpan(i), out var character))
            {
                result.Append(character);
                i += Mark.Length + DigitCount - 1;
            }
            else
                result.Append(text[i]);

        return result.ToString();
    }

    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (char.IsAscii(text[i]) && !text.AsSpan(i).StartsWith(Mark, StringComparison.Ordinal))
                result.Append(text[i]);
            else
                result.Append(CultureInfo.InvariantCulture, $"{Mark}{(int)text[i]:X4}");

        return result.ToString();
    }

    private static bool TryReadEscape(ReadOnlySpan<char> text, out char character)
    {
        character = default;
        if (text.Length < Mark.Length + DigitCount || !text.StartsWith(Mark, StringComparison.Ordinal))
            return false;

        var digits = text.Slice(Mark.Length, DigitCount);
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return false;

        character = (char)code;
        return true;
    }
}
