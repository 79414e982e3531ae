using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>struct pollfd of poll(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public const short In = 1;

    public int Descriptor;
    public short Events;
    public short Returned;
}
