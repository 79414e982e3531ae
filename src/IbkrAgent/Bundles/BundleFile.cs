using System.Runtime.InteropServices;
using IbkrAgent.Systemd.Files;

namespace IbkrAgent.Bundles;

/// <summary>The file that the operator gets: for its owner alone, there whole or not at all.</summary>
internal static class BundleFile
{
    private static readonly PosixSignal[] Endings = [PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT];

    /// <param name="path">of a file that does not exist.</param>
    /// <exception cref="IOException">it exists, or could not be written; nothing is left behind.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> content)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var fresh = $"{path}.new";
        var options = new FileStreamOptions
        {
            Access = FileAccess.Write,
            Mode = FileMode.CreateNew,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        // Whoever ends the command now ends it a moment later.
        List<PosixSignalRegistration> heard = [.. Endings.Select(Ignore)];
        try
        {
            Create(fresh, content, options);
            Rename(fresh, path);
            FileSync.SyncDirectory(directory);
        }
        finally
        {
            heard.ForEach(registration => registration.Dispose());
        }
    }

    private static void Create(string path, ReadOnlyMemory<byte> content, FileStreamOptions options)
    {
        var stream = new FileStream(path, options); // one that is there already is somebody else's
        try
        {
            using (stream)
            {
                stream.Write(content.Span);
                stream.Flush(flushToDisk: true);
            }
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static void Rename(string fresh, string path)
    {
        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private static PosixSignalRegistration Ignore(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = true);
}
