using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Bus;

/// <summary>One connection to a bus, from open to closed; never waits except in <see cref="Wait"/>.</summary>
/// <remarks>An sd_bus has no lock: every member, disposal too, belongs to the thread that opened it.</remarks>
internal sealed unsafe class BusConnection : IDisposable
{
    private readonly SdBusHandle _bus;

    private BusConnection(SdBusHandle bus) => _bus = bus;

    /// <summary>The bus has given us a name (Hello), so that calls can be answered.</summary>
    public bool IsReady => LibSystemd.sd_bus_is_ready(_bus).OrThrow() > 0;

    public static BusConnection Open(string address, TimeSpan callTimeout)
    {
        LibSystemd.sd_bus_new(out var bus).OrThrow();
        try
        {
            LibSystemd.sd_bus_set_address(bus, address).OrThrow();
            LibSystemd.sd_bus_set_bus_client(bus, 1).OrThrow();
            LibSystemd.sd_bus_set_method_call_timeout(bus, (ulong)callTimeout.TotalMicroseconds).OrThrow();
            LibSystemd.sd_bus_start(bus).OrThrow();
            return new(bus);
        }
        catch
        {
            bus.Dispose();
            throw;
        }
    }

    /// <summary>Does one piece of work; false when there was none.</summary>
    public bool Process() => LibSystemd.sd_bus_process(_bus, null).OrThrow() > 0;

    /// <summary>Waits until the bus or the wake-up descriptor wants attention.</summary>
    public void Wait(EventDescriptor wake)
    {
        LibSystemd.sd_bus_get_timeout(_bus, out var deadline).OrThrow();
        var events = (short)LibSystemd.sd_bus_get_events(_bus).OrThrow();
        wake.Wait(LibSystemd.sd_bus_get_fd(_bus).OrThrow(), events, MonotonicClock.Until(deadline));
    }

    /// <summary>
    /// Asks for signals, without waiting for the bus to agree; if it does not, it ends the connection.
    /// </summary>
    public SdBusSlotHandle AddMatch(string rule, nint receiver)
    {
        LibSystemd.sd_bus_add_match_async(_bus, out var slot, rule, BusCallback.Pointer, null, receiver).OrThrow();
        return slot;
    }

    /// <summary>Sends a call; the reply, or an error after the timeout, comes to the receiver.</summary>
    public SdBusSlotHandle Call(BusCall call, nint receiver)
    {
        LibSystemd
            .sd_bus_message_new_method_call(
                _bus,
                out var handle,
                call.Destination,
                call.Path,
                call.Interface,
                call.Member
            )
            .OrThrow();
        using (handle)
        {
            LibSystemd.sd_bus_message_set_auto_start(handle, call.StartsService ? 1 : 0).OrThrow();
            var message = new BusMessage(handle);
            foreach (var argument in call.Arguments)
                message.AppendString(argument);

            LibSystemd.sd_bus_call_async(_bus, out var slot, handle, BusCallback.Pointer, receiver, 0).OrThrow();
            return slot;
        }
    }

    public void Dispose() => _bus.Dispose();
}
