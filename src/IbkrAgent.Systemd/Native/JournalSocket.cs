namespace IbkrAgent.Systemd.Native;

/// <summary>Hands one entry to journald (sd_journal_sendv(3)).</summary>
/// <remarks>Blocks while journald is stuck: call it from a thread that may wait.</remarks>
internal static unsafe class JournalSocket
{
    private const string SocketPath = "/run/systemd/journal/socket";

    /// <summary>Sends the fields, each <c>NAME=value</c>; returns 0 or a negative errno.</summary>
    /// <remarks>libsystemd reports success when there is no socket at all, so that case is looked for first.</remarks>
    public static int Send(EncodedEntry entry)
    {
        if (!File.Exists(SocketPath))
            return -Errno.NoEntry;

        var fields = entry.Fields;
        var vectors = new IoVector[fields.Count];
        fixed (byte* start = entry.Bytes.Span)
        fixed (IoVector* first = vectors)
        {
            for (var i = 0; i < vectors.Length; i++)
            {
                var (offset, length) = fields[i];
                vectors[i] = new() { Start = start + offset, Length = (nuint)length };
            }

            return LibSystemd.sd_journal_sendv(first, vectors.Length);
        }
    }
}
