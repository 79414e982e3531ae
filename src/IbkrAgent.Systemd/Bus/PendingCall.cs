using System.Runtime.InteropServices;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Bus;

/// <summary>A call that waits for its reply; ends exactly once, and gives its handles back when it does.</summary>
internal abstract class PendingCall(BusCall call) : IBusReceiver
{
    private GCHandle<IBusReceiver> _self;
    private SdBusSlotHandle? _slot;
    private ISet<PendingCall>? _pending;

    /// <summary>
    /// Sends the call and joins the set of those that wait; a call that was cancelled before is not sent.
    /// </summary>
    public void Send(BusConnection connection, ISet<PendingCall> pending)
    {
        if (IsCompleted)
            return;

        _self = new(this);
        try
        {
            _slot = connection.Call(call, GCHandle<IBusReceiver>.ToIntPtr(_self));
            (_pending = pending).Add(this);
        }
        catch (SystemdException exception)
        {
            OnFailure(exception);
        }
    }

    /// <summary>Ends the call with the error of a bus that is not there.</summary>
    public void Disconnect(string reason) =>
        OnFailure(new SystemdException(call.Member, Errno.NotConnected, detail: $"not connected to the bus: {reason}"));

    public void Cancel(CancellationToken cancellationToken)
    {
        Release();
        SetCanceled(cancellationToken);
    }

    public void OnMessage(BusMessage message)
    {
        if (message.Error(call.Member) is { } error)
        {
            OnFailure(error);
            return;
        }

        SetResult(message);
        Release();
    }

    public void OnFailure(Exception exception)
    {
        Release();
        SetException(exception);
    }

    protected abstract bool IsCompleted { get; }

    protected abstract void SetResult(BusMessage message);

    protected abstract void SetException(Exception exception);

    protected abstract void SetCanceled(CancellationToken cancellationToken);

    private void Release()
    {
        _pending?.Remove(this);
        _slot?.Dispose();
        if (_self.IsAllocated)
            _self.Dispose();
    }
}

/// <summary>A call whose reply is read, on the thread of the bus, into a value.</summary>
internal sealed class PendingCall<T>(BusCall call, Func<BusMessage, T> read) : PendingCall(call)
{
    private readonly TaskCompletionSource<T> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Reply => _reply.Task;

    protected override bool IsCompleted => _reply.Task.IsCompleted;

    protected override void SetResult(BusMessage message) => _reply.TrySetResult(read(message));

    protected override void SetException(Exception exception) => _reply.TrySetException(exception);

    protected override void SetCanceled(CancellationToken cancellationToken) =>
        _reply.TrySetCanceled(cancellationToken);
}
