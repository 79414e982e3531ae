using System.Globalization;

namespace IbkrAgent.Verification.Rules;

/// <summary>Beside its heap Java needs as much again for itself, and what is over the limit is killed.</summary>
public sealed class MemoryLimitRule() : GatewayRule("memory-limit", "The Gateway's unit may use more than its heap")
{
    private const double Beside = 1.5;
    private const long Mebi = 1024 * 1024;

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Unit.Judge(unit =>
            gateway.Heap.Judge(heap =>
                heap is { } size
                && long.TryParse(unit["MemoryMax"], CultureInfo.InvariantCulture, out var most)
                && most / Mebi < size * Beside
                    ?
                    [
                        Complaint.Fail(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"MemoryMax of {unit.Name} is {most / Mebi} MiB, and the heap alone may be {size} MiB"
                            ),
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"sudo systemctl edit {unit.Name}: [Service] MemoryMax={size * 5 / 2}M"
                            )
                        ),
                    ]
                    : []
            )
        );
}
