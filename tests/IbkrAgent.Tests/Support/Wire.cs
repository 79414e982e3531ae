using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Support;

/// <summary>Bytes as they travel, written readably.</summary>
internal static class Wire
{
    /// <summary>Bytes of hexadecimal digits; spaces and bars are for the reader.</summary>
    public static byte[] Hex(string text) => Convert.FromHexString(string.Concat(text.Where(char.IsAsciiHexDigit)));

    /// <summary>A frame of fields that are separated by commas here.</summary>
    public static byte[] Frame(string fields) => Frame(Encoding.UTF8.GetBytes(fields.Replace(',', '\0') + '\0'));

    /// <summary>A frame of fields that may have commas inside.</summary>
    public static byte[] Fields(params string[] fields) =>
        Frame(Encoding.UTF8.GetBytes(string.Concat(fields.Select(field => field + '\0'))));

    /// <summary>The fields between the commas.</summary>
    public static string[] Split(string fields) => fields.Split(',');

    public static byte[] Frame(byte[] payload)
    {
        var frame = new byte[FrameReader.PrefixLength + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length);
        payload.CopyTo(frame, FrameReader.PrefixLength);
        return frame;
    }

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    /// <summary>The same bytes in segments of one byte each.</summary>
    public static ReadOnlySequence<byte> Scattered(byte[] bytes)
    {
        if (bytes.Length == 0)
            return ReadOnlySequence<byte>.Empty;

        var first = new Segment(bytes.AsMemory(0, 1));
        var last = Enumerable.Range(1, bytes.Length - 1).Aggregate(first, (end, i) => end.Append(bytes.AsMemory(i, 1)));
        return new(first, 0, last, 1);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
