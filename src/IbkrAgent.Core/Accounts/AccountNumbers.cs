using System.Text;

namespace IbkrAgent.Accounts;

/// <summary>Account numbers in a text that leaves the host.</summary>
public static class AccountNumbers
{
    private const int FewestDigits = 5;
    private const int MostLetters = 4;
    private const int Kept = 2;

    /// <summary>
    /// The text with only the letters and the end of each number: <c>U…67</c> for <c>U1234567</c>, enough to tell one's
    /// own accounts apart.
    /// </summary>
    /// <remarks>
    /// One to four capitals, five digits or more, perhaps a capital: the broker's form of a number. Contracts and orders
    /// have none of it.
    /// </remarks>
    public static string Shorten(string text)
    {
        var shortened = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length; )
        {
            var end = start;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
                end++;
            var word = text.AsSpan(start, end - start);
            if (LettersOf(word) is { } letters)
                shortened.Append(word[..letters]).Append('…').Append(word[^Kept..]);
            else
                shortened.Append(word);
            if (end < text.Length)
                shortened.Append(text[end]);
            start = end + 1;
        }

        return shortened.ToString();
    }

    /// <summary>With how many letters an account number begins; null when the word is none.</summary>
    private static int? LettersOf(ReadOnlySpan<char> word)
    {
        var letters = word.IndexOfAnyExceptInRange('A', 'Z');
        if (letters is < 1 or > MostLetters)
            return null;

        var rest = word[letters..];
        var digits = rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : rest.Length;
        return
            digits >= FewestDigits
            && (digits == rest.Length || (digits == rest.Length - 1 && char.IsAsciiLetterUpper(rest[^1])))
            ? letters
            : null;
    }
}
