using System.Buffers.Text;
using System.Text;

namespace IbkrAgent.Control;

/// <summary>A response of the control interface: HTTP/1.1 with a body of stated length.</summary>
/// <param name="ExitStatus">from the header <see cref="HealthAnswer.StatusHeader"/>; null when there is none.</param>
internal sealed record ControlResponse(int Status, int? ExitStatus, byte[] Body)
{
    public const int MaxHeadLength = 8192;
    public const int MaxBodyLength = 0x100000;

    public bool IsSuccess => Status is >= 200 and <= 299;

    /// <summary>Reads what was received so far; null: it is not complete.</summary>
    /// <exception cref="InvalidDataException">It is not such a response, or one beyond the limits.</exception>
    public static ControlResponse? TryRead(ReadOnlySpan<byte> received)
    {
        var endOfHead = "\r\n\r\n"u8;
        var headLength = received.IndexOf(endOfHead);
        if (headLength < 0)
            return received.Length < MaxHeadLength ? null : throw new InvalidDataException("its head has no end");

        var head = received[..headLength];
        var body = received[(headLength + endOfHead.Length)..];
        var length = ReadHeader(head, "\r\ncontent-length: "u8) ?? throw new InvalidDataException("it has no length");
        if (length > MaxBodyLength)
            throw new InvalidDataException($"it is {length} bytes long, beyond the limit");

        return body.Length < length
            ? null
            : new(ReadStatus(head), ReadHeader(head, "\r\nexit-status: "u8), body[..length].ToArray());
    }

    /// <summary><c>HTTP/1.1 200 OK</c></summary>
    private static int ReadStatus(ReadOnlySpan<byte> head)
    {
        var version = "HTTP/1.1 "u8;
        return
            head.StartsWith(version)
            && Utf8Parser.TryParse(head[version.Length..], out int status, out var used)
            && used == 3
            && status > 0
            ? status
            : throw new InvalidDataException("it does not begin as HTTP/1.1 does");
    }

    /// <summary>The number in a header; null when the header is not there.</summary>
    private static int? ReadHeader(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i + name.Length <= head.Length; i++)
            if (Ascii.EqualsIgnoreCase(head.Slice(i, name.Length), name))
                return Utf8Parser.TryParse(head[(i + name.Length)..], out int number, out _) && number >= 0
                    ? number
                    : throw new InvalidDataException("a header is not the number it should be");

        return null;
    }
}
