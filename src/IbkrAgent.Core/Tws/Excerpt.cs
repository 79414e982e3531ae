using System.Buffers;
using System.Text;

namespace IbkrAgent.Tws;

/// <summary>The first bytes of something unexpected, printable, for an error message.</summary>
internal static class Excerpt
{
    private const int MaxLength = 40;

    public static string Of(in ReadOnlySequence<byte> bytes)
    {
        var start = bytes.Slice(0, Math.Min(bytes.Length, MaxLength)).ToArray();
        var text = string.Concat(start.Select(b => b is >= 0x20 and < 0x7F ? (char)b : '.'));
        return bytes.Length > MaxLength ? $"'{text}...'" : $"'{text}'";
    }

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes) => Of(new ReadOnlySequence<byte>(bytes.ToArray()));
}
