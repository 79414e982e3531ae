namespace IbkrAgent.History;

/// <summary>Where the export of the record has to go on, by the end of its file.</summary>
public abstract record ExportTail
{
    private ExportTail() { }

    /// <param name="Cut">bytes at the end that a crash left of a line that was never whole.</param>
    /// <param name="Cursor">of the last whole line; null: there is none.</param>
    public sealed record Found(int Cut, string? Cursor) : ExportTail;

    /// <summary>It cannot be told without more of the file.</summary>
    public sealed record TooShort : ExportTail;

    /// <summary>Something else is in the file, and is left alone.</summary>
    public sealed record Foreign : ExportTail;

    /// <param name="tail">the last bytes of the file.</param>
    /// <param name="isWhole">they are all of it.</param>
    /// <remarks>A power cut may leave zeros where a line was to be.</remarks>
    public static ExportTail Read(ReadOnlySpan<byte> tail, bool isWhole)
    {
        for (var end = tail.Length; ; )
        {
            var before = tail[..end].LastIndexOf((byte)'\n') + 1;
            if (before == 0 && !isWhole)
                return new TooShort();
            if (!IsTorn(tail[before..end]))
                return new Foreign();
            if (before == 0)
                return new Found(tail.Length, null);

            var start = tail[..(before - 1)].LastIndexOf((byte)'\n') + 1;
            if (start == 0 && !isWhole)
                return new TooShort();

            var line = tail[start..(before - 1)];
            if (HistoryJson.CursorOf(line) is { } cursor)
                return new Found(tail.Length - before, cursor);
            if (!line.Contains((byte)0))
                return new Foreign();

            end = start;
        }
    }

    /// <summary>The beginning of a line of ours, or of one that was not written.</summary>
    private static bool IsTorn(ReadOnlySpan<byte> rest)
    {
        var written = rest.TrimEnd((byte)0);
        return written.Length < HistoryJson.Beginning.Length
            ? HistoryJson.Beginning.StartsWith(written)
            : written.StartsWith(HistoryJson.Beginning);
    }
}
