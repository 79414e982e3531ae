using System.Runtime.InteropServices;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Daemon;

/// <summary>Signals to single processes (kill(2)).</summary>
public static class ProcessSignals
{
    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal; false when there is no such process.</summary>
    /// <remarks>0 and negative numbers, which mean groups of processes or all of them, are refused.</remarks>
    public static bool Send(int pid, UnixSignal signal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pid);
        if (LibC.kill(pid, (int)signal) == 0)
            return true;

        var errno = Marshal.GetLastPInvokeError();
        return errno == NoSuchProcess ? false : throw new SystemdException($"kill {pid}", errno);
    }
}
