using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

// sd-daemon(3)
internal static unsafe partial class LibSystemd
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_notify(int unsetEnvironment, string state);

    [LibraryImport(Library)]
    internal static partial int sd_watchdog_enabled(int unsetEnvironment, out ulong microseconds);
}
