using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>struct passwd of getpwnam(3).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct UserEntry
{
    public byte* Name;
    public byte* Password;
    public uint User;
    public uint Group;
    public byte* Comment;
    public byte* Home;
    public byte* Shell;
}
