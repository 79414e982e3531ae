using System.Globalization;
using System.Text;

namespace IbkrAgent.Logging;

/// <summary>The named values of a log call as journal fields: <c>ExitStatus</c> is IBKR_EXIT_STATUS=.</summary>
internal static class JournalFields
{
    public static IEnumerable<KeyValuePair<string, string>> Of(IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        // The last value is the template itself, "{OriginalFormat}".
        foreach (var (name, value) in values)
            if (value is not null && !name.StartsWith('{'))
                yield return new(FieldName(name), Text(value));
    }

    private static string FieldName(string placeholder)
    {
        var name = new StringBuilder("IBKR");
        foreach (var c in placeholder)
        {
            if (char.IsAsciiLetterUpper(c))
                name.Append('_');
            name.Append(char.ToUpperInvariant(c));
        }

        return name.ToString();
    }

    private static string Text(object value) =>
        value switch
        {
            DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
