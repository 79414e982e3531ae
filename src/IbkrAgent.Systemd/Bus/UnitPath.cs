using System.Runtime.InteropServices;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Bus;

/// <summary>The object path of a unit (sd_bus_path_encode(3)).</summary>
internal static class UnitPath
{
    public static string Of(string unit)
    {
        LibSystemd.sd_bus_path_encode("/org/freedesktop/systemd1/unit", unit, out var path).OrThrow();
        try
        {
            return Marshal.PtrToStringUTF8(path)!;
        }
        finally
        {
            LibC.free(path);
        }
    }
}
