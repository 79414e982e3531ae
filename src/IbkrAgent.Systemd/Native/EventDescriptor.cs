using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>Owns an eventfd(2): any thread signals, one thread waits.</summary>
internal sealed unsafe class EventDescriptor : SafeHandle
{
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    public EventDescriptor()
        : base(invalidHandleValue: -1, ownsHandle: true) =>
        SetHandle(LibC.eventfd(0, NonBlocking | CloseOnExec).OrThrowLast());

    public override bool IsInvalid => handle == -1;

    /// <summary>Wakes the waiting thread, now or when it waits next.</summary>
    /// <exception cref="ObjectDisposedException">The descriptor is closed already.</exception>
    public void Signal()
    {
        var added = false;
        DangerousAddRef(ref added);
        try
        {
            var one = 1UL;
            LibC.write((int)handle, &one, sizeof(ulong)).OrThrowLast();
        }
        finally
        {
            DangerousRelease();
        }
    }

    /// <summary>Waits for a signal.</summary>
    public void Wait(TimeSpan timeout) => Wait(-1, 0, timeout);

    /// <summary>Waits for a signal or for an event on another descriptor.</summary>
    /// <param name="timeout">null waits for ever.</param>
    public void Wait(int descriptor, short events, TimeSpan? timeout)
    {
        var descriptors = stackalloc PollDescriptor[2];
        descriptors[0] = new() { Descriptor = (int)handle, Events = PollDescriptor.In };
        descriptors[1] = new() { Descriptor = descriptor, Events = events }; // poll(2) leaves out a negative one

        var milliseconds = timeout is { } limit
            ? (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 0, 60_000)
            : -1;
        var ready = LibC.poll(descriptors, 2, milliseconds);
        if (ready < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted)
            throw new SystemdException("poll", Marshal.GetLastPInvokeError());

        ulong count;
        if (ready > 0 && (descriptors[0].Returned & PollDescriptor.In) != 0)
            LibC.read((int)handle, &count, sizeof(ulong)).OrThrowLast();
    }

    protected override bool ReleaseHandle() => LibC.close((int)handle) == 0;
}
