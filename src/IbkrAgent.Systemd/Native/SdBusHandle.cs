using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>Owns an sd_bus; released on the thread of the bus, without waiting for unsent messages.</summary>
internal sealed class SdBusHandle() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibSystemd.sd_bus_close_unref(handle);
        return true;
    }
}
