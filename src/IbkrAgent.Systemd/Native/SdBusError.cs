using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>struct sd_bus_error.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SdBusError
{
    public byte* Name;
    public byte* Message;
    public int MustFree;
}
