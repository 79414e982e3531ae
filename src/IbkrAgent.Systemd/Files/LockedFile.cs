using IbkrAgent.Systemd.Native;
using Microsoft.Win32.SafeHandles;

namespace IbkrAgent.Systemd.Files;

/// <summary>A file that one process at a time writes (flock(2)), and that is no symbolic link (open(2)).</summary>
public static class LockedFile
{
    // fcntl.h, sys/file.h
    private const int ReadWrite = 2;
    private const int NoFollow = 0x20000;
    private const int CloseOnExec = 0x80000;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;

    /// <summary>Opens an existing file to read and write; null when another process has it locked.</summary>
    /// <exception cref="FileNotFoundException">there is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">it may not be opened.</exception>
    /// <exception cref="IOException">it is a symbolic link, or cannot be opened for another reason.</exception>
    public static SafeFileHandle? TryOpen(string path)
    {
        var file = Open(path);
        try
        {
            LibC.flock(file, Exclusive | NonBlocking).OrThrowLast();
            return file;
        }
        catch (SystemdException exception)
        {
            file.Dispose();
            return exception.Errno == Errno.TryAgain ? null : throw new IOException($"locking {path}", exception);
        }
    }

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return new(LibC.__open64_2(path, ReadWrite | NoFollow | CloseOnExec).OrThrowLast("open"), ownsHandle: true);
        }
        catch (SystemdException exception)
        {
            throw exception.Errno switch
            {
                Errno.NoEntry => new FileNotFoundException($"there is no {path}", path, exception),
                Errno.AccessDenied or Errno.ReadOnly => new UnauthorizedAccessException($"opening {path}", exception),
                Errno.SymbolicLinkLoop => new IOException($"{path} is a symbolic link, which is not followed"),
                _ => new IOException($"opening {path}", exception),
            };
        }
    }
}
