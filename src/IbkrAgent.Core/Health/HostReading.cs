namespace IbkrAgent.Health;

/// <summary>How the host is at one moment; null is what could not be read.</summary>
/// <param name="Up">since the kernel's boot, sleep included.</param>
/// <param name="Memory">without what the kernel only keeps of files and can drop.</param>
/// <param name="Disk">the file system of /var, for those who are not root.</param>
/// <param name="IsClockSynchronised">the kernel's clock is kept right by some program.</param>
public sealed record HostReading(
    TimeSpan Up,
    LoadAverage? Load,
    int Processors,
    HostAmount? Memory,
    HostAmount? Disk,
    bool? IsClockSynchronised
);

/// <summary>Tasks that run or wait for a disk, on average over the last 1, 5 and 15 minutes.</summary>
public sealed record LoadAverage(double One, double Five, double Fifteen);

/// <summary>In bytes.</summary>
public sealed record HostAmount(long Available, long Total);
