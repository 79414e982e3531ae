using System.Globalization;
using System.Text;

namespace IbkrAgent.Tws;

/// <summary>The fields of one payload, in order; each ends with a NUL.</summary>
/// <param name="payload">a whole payload, message number included.</param>
/// <param name="message">what is being read, for error messages.</param>
/// <remarks>
/// Bytes that are not UTF-8 become U+FFFD: some Gateways send Latin-1, and a text is no reason to fail.
/// </remarks>
public ref struct FieldReader(ReadOnlySpan<byte> payload, string message)
{
    private const int MaxLabelLength = 1000;

    private ReadOnlySpan<byte> _rest = payload;

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>How many fields are left.</summary>
    public readonly int CountLeft() => _rest.Count((byte)0);

    public void Skip(string field) => Next(field);

    /// <summary>Skips several fields of no interest.</summary>
    /// <param name="fields">what they are, for the error message.</param>
    public void Skip(int count, string fields)
    {
        for (var i = 0; i < count; i++)
            Next(fields);
    }

    public string ReadText(string field) => Encoding.UTF8.GetString(Next(field));

    /// <summary>Reads text that may carry <c>\uXXXX</c> escapes, as a person wants to see it.</summary>
    public string ReadEscapedText(string field) => EscapedText.Unescape(ReadText(field));

    /// <summary>Reads a name that is shown to people later on; what cannot be shown is an error.</summary>
    public string ReadLabel(string field)
    {
        var bytes = Next(field);
        var label = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxLabelLength)]);
        return bytes.Length <= MaxLabelLength && !HasControls(label)
            ? label
            : throw Bad(field, $"is {Excerpt.Of(bytes)}, which cannot be shown");
    }

    public int ReadInt(string field)
    {
        var bytes = Next(field);
        return int.TryParse(bytes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Bad(field, $"is {Excerpt.Of(bytes)}, not a number");
    }

    /// <summary>Reads a number of up to 64 bits; an empty field, which means "not set", is zero.</summary>
    public long ReadLong(string field)
    {
        var bytes = Next(field);
        if (bytes.IsEmpty)
            return 0;

        return long.TryParse(bytes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Bad(field, $"is {Excerpt.Of(bytes)}, not a number");
    }

    /// <summary>
    /// Reads a quantity or an amount; null when it is empty or one of the values that mean "not set".
    /// </summary>
    public decimal? ReadDecimal(string field)
    {
        var bytes = Next(field);
        if (bytes.IsEmpty || UnsetNumber.Is(bytes))
            return null;

        return decimal.TryParse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Bad(field, $"is {Excerpt.Of(bytes)}, not a number");
    }

    /// <summary>The error to throw when a field was read but cannot be right.</summary>
    public readonly TwsProtocolException Bad(string field, string problem) =>
        new(TwsProblem.BadField, $"{message}: {field} {problem}");

    private static bool HasControls(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\0', '\u001F') || text.ContainsAnyInRange('\u007F', '\u009F');

    private ReadOnlySpan<byte> Next(string field)
    {
        var end = _rest.IndexOf((byte)0);
        if (end < 0)
            throw Bad(field, _rest.IsEmpty ? "is missing" : "has no end");

        var value = _rest[..end];
        _rest = _rest[(end + 1)..];
        return value;
    }
}
