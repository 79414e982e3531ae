using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>Owns an sd_bus_slot; to release it is to cancel the call or to remove the match.</summary>
internal sealed class SdBusSlotHandle() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibSystemd.sd_bus_slot_unref(handle);
        return true;
    }
}
