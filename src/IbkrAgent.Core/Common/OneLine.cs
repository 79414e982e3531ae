using System.Globalization;

namespace IbkrAgent.Common;

/// <summary>Text from anywhere, made fit to be one line of output.</summary>
public static class OneLine
{
    /// <summary>The text with a space for each character that would move the cursor or end the line.</summary>
    public static string Of(string text) =>
        text.Any(IsUnfit) ? string.Concat(text.Select(character => IsUnfit(character) ? ' ' : character)) : text;

    private static bool IsUnfit(char character) =>
        char.IsControl(character)
        || char.GetUnicodeCategory(character)
            is UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Format;
}
