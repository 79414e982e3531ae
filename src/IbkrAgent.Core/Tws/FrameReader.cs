using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace IbkrAgent.Tws;

/// <summary>
/// Length-prefixed frames out of a byte sequence: four bytes big-endian, then as many bytes of payload.
/// </summary>
public static class FrameReader
{
    public const int PrefixLength = 4;

    /// <summary>The longest payload the protocol allows; clients of the broker refuse more as well.</summary>
    public const int MaxPayload = 0xFFFFFF;

    /// <summary>The longest payload before the versions are agreed: the server's answer has about 30 bytes.</summary>
    public const int MaxHandshakePayload = 4096;

    private const int MaxIdLength = 11;

    /// <summary>Cuts the first frame off <paramref name="buffer"/>; false while it is incomplete.</summary>
    /// <exception cref="TwsProtocolException">The length is zero or beyond <paramref name="maxPayload"/>.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maxPayload, out ReadOnlySequence<byte> payload)
    {
        payload = default;
        if (buffer.Length < PrefixLength)
            return false;

        Span<byte> prefix = stackalloc byte[PrefixLength];
        buffer.Slice(0, PrefixLength).CopyTo(prefix);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (length == 0 || length > maxPayload)
            throw new TwsProtocolException(
                TwsProblem.BadFrame,
                $"a frame of {length} bytes is announced, where 1 to {maxPayload} are possible"
            );

        if (buffer.Length < PrefixLength + length)
            return false;

        payload = buffer.Slice(PrefixLength, length);
        buffer = buffer.Slice(payload.End);
        return true;
    }

    /// <summary>The message number at the start of a payload; the agent need not know it.</summary>
    public static int PeekNumber(in ReadOnlySequence<byte> payload)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(payload.Length, MaxIdLength + 1)];
        payload.Slice(0, start.Length).CopyTo(start);
        if (Utf8Parser.TryParse(start, out int id, out var used) && used < start.Length && start[used] == 0)
            return id;

        throw new TwsProtocolException(
            TwsProblem.BadField,
            $"a message begins with {Excerpt.Of(payload)} instead of its number"
        );
    }

    /// <summary>Reads a message whose number was seen by <see cref="PeekNumber"/>.</summary>
    public static T Read<T>(in ReadOnlySequence<byte> payload, ServerVersion server)
        where T : IReadableMessage<T>
    {
        var fields = new FieldReader(payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray(), typeof(T).Name);
        fields.Skip("message number");
        return T.Read(ref fields, server);
    }
}
