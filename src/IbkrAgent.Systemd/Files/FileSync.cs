using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Files;

/// <summary>Makes changes of a directory durable.</summary>
public static class FileSync
{
    /// <summary>After this the renames and removals in the directory outlive a power cut (fsync(2)).</summary>
    public static void SyncDirectory(string path)
    {
        try
        {
            using var directory = LibC.opendir(path);
            (directory.IsInvalid ? -1 : 0).OrThrowLast("opendir");
            LibC.fsync(LibC.dirfd(directory).OrThrowLast()).OrThrowLast();
        }
        catch (SystemdException exception)
        {
            throw new IOException($"writing the directory {path} to disk", exception);
        }
    }
}
