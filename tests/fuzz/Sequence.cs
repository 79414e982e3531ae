using System.Buffers;

namespace IbkrAgent.Fuzz;

/// <summary>Bytes in two segments, as a pipe gives them: what was there, and what came.</summary>
internal sealed class Sequence : ReadOnlySequenceSegment<byte>
{
    private Sequence(ReadOnlyMemory<byte> bytes, long start) => (Memory, RunningIndex) = (bytes, start);

    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> bytes, int lengthOfLast)
    {
        var last = Math.Min(lengthOfLast, bytes.Length);
        if (last == bytes.Length)
            return new(bytes);

        var start = new Sequence(bytes[..^last], 0);
        var end = new Sequence(bytes[^last..], start.Memory.Length);
        start.Next = end;
        return new(start, 0, end, end.Memory.Length);
    }
}
