using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IbkrAgent.Systemd.Native;

// unistd.h, dirent.h, pwd.h, grp.h
internal static unsafe partial class LibC
{
    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fchown(SafeFileHandle file, uint user, uint group);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int getpwnam_r(
        string name,
        out UserEntry entry,
        byte[] buffer,
        nuint length,
        out nint result
    );

    [LibraryImport(Library)]
    internal static partial int getpwuid_r(uint user, out UserEntry entry, byte* buffer, nuint length, out nint result);

    /// <remarks>Stands for open(2), which is variadic; ends the process when asked to create.</remarks>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int __open64_2(string path, int flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int link(string file, string name);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fsync(int descriptor);

    /// <remarks>Stands for open(2), which is variadic.</remarks>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial DirectoryHandle opendir(string path);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int dirfd(DirectoryHandle directory);

    [LibraryImport(Library)]
    internal static partial int closedir(nint directory);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int kill(int pid, int signal);
}
