using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>Owns a reference to an sd_bus_message.</summary>
internal sealed class SdBusMessageHandle() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>A further reference to a message that belongs to somebody else.</summary>
    public static SdBusMessageHandle Reference(nint message)
    {
        var reference = new SdBusMessageHandle();
        reference.SetHandle(LibSystemd.sd_bus_message_ref(message));
        return reference;
    }

    protected override bool ReleaseHandle()
    {
        LibSystemd.sd_bus_message_unref(handle);
        return true;
    }
}
