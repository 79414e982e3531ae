using System.Globalization;

namespace IbkrAgent.Health;

/// <summary>The kernel's account of the host's memory, one text for each node, <c>nodeN/meminfo</c>.</summary>
/// <remarks>
/// Documentation/ABI/stable/sysfs-devices-node of the kernel. It stands for /proc/meminfo, which the daemon's sandbox
/// hides. What is available is what that file calls MemAvailable, but for the few MiB that the kernel keeps for itself:
/// free, or copies of files and other things that can be dropped.
/// </remarks>
public static class NodeMemoryText
{
    private const long KiB = 1024;

    /// <summary>Null when no text is such an account.</summary>
    public static HostAmount? Read(IEnumerable<string> nodes)
    {
        var (available, total) = (0L, 0L);
        foreach (var line in nodes.SelectMany(node => node.Split('\n')))
        {
            // Node 0 MemFree:        3929732 kB
            if (
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["Node", _, var key, var number, "kB"]
                || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            )
                continue;

            total += key is "MemTotal:" ? amount * KiB : 0;
            available += key is "MemFree:" or "Active(file):" or "Inactive(file):" or "SReclaimable:"
                ? amount * KiB
                : 0;
        }

        return total > 0 ? new(available, total) : null;
    }
}
