using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>The few functions of libc that .NET has no word for.</summary>
internal static unsafe partial class LibC
{
    internal const int CLOCK_BOOTTIME = 7;

    private const string Library = "libc.so.6";

    [LibraryImport(Library)]
    internal static partial void free(nint memory);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int eventfd(uint value, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int clock_gettime(int clock, TimeSpec* time);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int sysinfo(SystemInformation* information);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int close(int descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint read(int descriptor, void* buffer, nuint length);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint write(int descriptor, void* buffer, nuint length);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int poll(PollDescriptor* descriptors, nuint count, int milliseconds);
}
