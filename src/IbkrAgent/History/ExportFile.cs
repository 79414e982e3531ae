using IbkrAgent.Systemd.Files;

namespace IbkrAgent.History;

/// <summary>A file to which the record is exported; locked while it is open.</summary>
internal sealed class ExportFile : IDisposable
{
    private const int FirstLook = 64 * 1024;

    private const UnixFileMode OwnerWritesGroupReads =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly FileStream _stream;

    private ExportFile(FileStream stream, string path, string? cursor) =>
        (_stream, Path, Cursor) = (stream, path, cursor);

    public string Path { get; }

    /// <summary>Of the last event in it; null when it has none.</summary>
    public string? Cursor { get; }

    /// <summary>Makes the file when there is none; null when another process exports to it now.</summary>
    /// <exception cref="InvalidDataException">something else is in the file, or it is no file.</exception>
    public static ExportFile? TryOpen(string path)
    {
        MakeWhenMissing(path);
        if (LockedFile.TryOpen(path) is not { } handle)
            return null;

        FileStream? stream = null;
        try
        {
            stream = new(handle, FileAccess.ReadWrite, FirstLook);
            var file = new ExportFile(stream, path, FindPlace(stream, path));
            stream = null; // the file's from here on
            return file;
        }
        finally
        {
            stream?.Dispose();
        }
    }

    public void Append(HistoryEvent @event) => _stream.Write(HistoryJson.LineOf(@event));

    /// <summary>What was appended outlives a power cut from here on.</summary>
    public void Sync() => _stream.Flush(flushToDisk: true);

    public void Dispose() => _stream.Dispose();

    private static void MakeWhenMissing(string path)
    {
        try
        {
            var options = new FileStreamOptions
            {
                Access = FileAccess.Write,
                Mode = FileMode.CreateNew, // follows no link either
                Share = FileShare.ReadWrite,
                UnixCreateMode = OwnerWritesGroupReads,
            };
            new FileStream(path, options).Dispose();
            FileSync.SyncDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        }
        catch (IOException) when (File.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            // It is there, or somebody was quicker: what it is is seen when it is opened.
        }
    }

    /// <summary>Cuts off what a crash left, and goes to the end; the cursor of the last event.</summary>
    private static string? FindPlace(FileStream stream, string path)
    {
        if (!stream.CanSeek)
            throw new InvalidDataException($"{path} is no regular file");

        for (var look = (long)FirstLook; ; look *= 8)
        {
            var length = Math.Min(look, stream.Length);
            var tail = new byte[length];
            stream.Seek(-length, SeekOrigin.End);
            stream.ReadExactly(tail);
            switch (ExportTail.Read(tail, isWhole: length == stream.Length))
            {
                case ExportTail.Found(var cut, var cursor):
                    stream.SetLength(stream.Length - cut);
                    stream.Seek(0, SeekOrigin.End);
                    return cursor;
                case ExportTail.Foreign:
                    throw new InvalidDataException(
                        $"the end of {path} is no export of ibkr-agent history: nothing was written; "
                            + "name another file, or move this one away"
                    );
            }
        }
    }
}
