using System.Text;

namespace IbkrAgent.GatewaySim.Steering;

/// <summary>The values of an enum as they are typed: <c>WrongPassword</c> is <c>wrong-password</c>.</summary>
internal static class ChoiceText
{
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var character in value.ToString())
        {
            var beginsWord = char.IsUpper(character) || (char.IsDigit(character) && !char.IsDigit(text[^1]));
            if (beginsWord && text.Length > 0)
                text.Append('-');

            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }

    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
            if (Of(candidate) == text)
            {
                value = candidate;
                return true;
            }

        value = default;
        return false;
    }

    public static string All<T>()
        where T : struct, Enum => string.Join('|', Enum.GetValues<T>().Select(Of));
}
