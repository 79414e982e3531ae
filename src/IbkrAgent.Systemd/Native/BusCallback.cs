using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IbkrAgent.Systemd.Bus;

namespace IbkrAgent.Systemd.Native;

/// <summary>The one entry from sd-bus back into managed code (sd_bus_message_handler_t).</summary>
internal static unsafe class BusCallback
{
    public static delegate* unmanaged[Cdecl]<nint, nint, SdBusError*, int> Pointer => &Invoke;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Invoke(nint message, nint userdata, SdBusError* error)
    {
        var receiver = GCHandle<IBusReceiver>.FromIntPtr(userdata).Target;
        try
        {
            using var reference = SdBusMessageHandle.Reference(message);
            receiver.OnMessage(new(reference));
        }
#pragma warning disable CA1031 // An exception that crosses the native frame ends the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            receiver.OnFailure(exception);
        }

        return 0;
    }
}
