using System.Globalization;
using IbkrAgent.Health;

namespace IbkrAgent.Verification.Rules;

/// <summary>Without room the kernel kills something, and the Gateway is the largest.</summary>
public sealed class MemoryRule() : HostRule("memory", "The host has memory for the heaps of its Gateways")
{
    /// <summary>Of the heap, for Java itself.</summary>
    private const double Beside = 1.5;

    /// <summary>MiB for the rest of the host.</summary>
    private const int Others = 512;

    private const int LeastAvailable = 256;
    private const long Mebi = 1024 * 1024;

    protected override IEnumerable<Complaint> Judge(HostFacts host) => host.Memory.Judge(memory => Judge(memory, host));

    private static IEnumerable<Complaint> Judge(HostAmount memory, HostFacts host)
    {
        var (available, total) = (memory.Available / Mebi, memory.Total / Mebi);
        var heaps = host
            .Gateways.Select(gateway => gateway.Heap)
            .OfType<Fact<int?>.Known>()
            .Sum(known => known.Value ?? 0);
        var wanted = (int)(heaps * Beside) + Others;
        if (heaps > 0 && total < wanted)
            yield return Complaint.Fail(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{total} MiB of memory, and the Gateways may want {wanted} MiB"
                ),
                "give the host more memory, or less to -Xmx in ibgateway.vmoptions"
            );
        else if (available < LeastAvailable)
            yield return Complaint.Warn(
                string.Create(CultureInfo.InvariantCulture, $"{available} MiB of memory are free"),
                "see what uses it: systemd-cgtop --order=memory"
            );
    }
}
