using IbkrAgent.Systemd.Files;

namespace IbkrAgent.Daemon;

/// <summary>Files that are there whole after a crash.</summary>
internal static class DurableFile
{
    /// <summary>Replaces the file so that after a crash either the old or the new content is there, whole.</summary>
    /// <exception cref="IOException">nothing was replaced.</exception>
    public static void Replace(string path, Action<Stream> write)
    {
        var directory = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        var next = path + ".new";
        using (var stream = File.Create(next))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        FileSync.SyncDirectory(directory);
    }
}
