using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

// termios.h
internal static unsafe partial class LibC
{
    [LibraryImport(Library, SetLastError = true)]
    internal static partial int tcgetattr(int descriptor, TerminalSettings* settings);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int tcsetattr(int descriptor, int when, TerminalSettings* settings);
}
