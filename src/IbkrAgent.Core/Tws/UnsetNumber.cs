namespace IbkrAgent.Tws;

/// <summary>The numbers that mean "not set"; which of them a Gateway sends depends on the field.</summary>
internal static class UnsetNumber
{
    public static bool Is(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("1.7976931348623157E308"u8)
        || text.SequenceEqual("1.7976931348623157E+308"u8)
        || text.SequenceEqual("2147483647"u8)
        || text.SequenceEqual("9223372036854775807"u8)
        || text.SequenceEqual("-9223372036854775808"u8);
}
