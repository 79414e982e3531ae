using System.Runtime.InteropServices;

// Load from the system's library directories only, never from the directory of the program.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace IbkrAgent.Systemd.Native;

/// <summary>libsystemd under its C names, one partial file per header. Variadic functions are not declared.</summary>
internal static unsafe partial class LibSystemd
{
    private const string Library = "libsystemd.so.0";
}
