using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>The beginning of <c>struct sysinfo</c> of 64-bit Linux, sysinfo(2), in its whole size.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct SystemInformation
{
    /// <summary>The loads are fixed-point numbers, SI_LOAD_SHIFT.</summary>
    public const double LoadUnit = 1 << 16;

    public long UpSeconds;
    public ulong LoadOfOneMinute;
    public ulong LoadOfFiveMinutes;
    public ulong LoadOfFifteenMinutes;
}
