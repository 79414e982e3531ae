using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>struct termios of termios(3), as glibc has it on x86-64.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TerminalSettings
{
    public uint Input;
    public uint Output;
    public uint Control;
    public uint Local;
    private fixed byte _rest[44]; // discipline, control characters, speeds
}
