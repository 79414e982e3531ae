using System.Runtime.InteropServices;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Bus;

/// <summary>A match rule and who takes its signals; put in place again on every new connection.</summary>
internal sealed class BusMatch(string rule, Action<BusMessage> handler, Action<Exception> failed) : IBusReceiver
{
    private GCHandle<IBusReceiver> _self;
    private SdBusSlotHandle? _slot;

    public void Install(BusConnection connection)
    {
        _self = new(this);
        _slot = connection.AddMatch(rule, GCHandle<IBusReceiver>.ToIntPtr(_self));
    }

    public void Remove()
    {
        _slot?.Dispose();
        _slot = null;
        if (_self.IsAllocated)
            _self.Dispose();
    }

    public void OnMessage(BusMessage message) => handler(message);

    public void OnFailure(Exception exception) => failed(exception);
}
