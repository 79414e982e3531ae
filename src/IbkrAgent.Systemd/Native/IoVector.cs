using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>struct iovec of readv(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    public void* Start;
    public nuint Length;
}
