using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Host;

/// <summary>The load of the host.</summary>
public static class HostLoad
{
    /// <summary>The averages of 1, 5 and 15 minutes, sysinfo(2); null when the kernel does not tell.</summary>
    /// <remarks>Not by getloadavg(3): that reads /proc/loadavg, which the daemon's sandbox hides.</remarks>
    public static unsafe (double One, double Five, double Fifteen)? Read()
    {
        SystemInformation information;
        return LibC.sysinfo(&information) < 0
            ? null
            : (
                information.LoadOfOneMinute / SystemInformation.LoadUnit,
                information.LoadOfFiveMinutes / SystemInformation.LoadUnit,
                information.LoadOfFifteenMinutes / SystemInformation.LoadUnit
            );
    }
}
