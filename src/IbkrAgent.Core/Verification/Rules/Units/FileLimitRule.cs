using System.Globalization;

namespace IbkrAgent.Verification.Rules;

/// <summary>The Gateway holds a file or a socket for each client, farm and jar.</summary>
public sealed class FileLimitRule() : GatewayRule("file-limit", "The Gateway may open 4096 files")
{
    private const ulong Least = 4096;

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Unit.Judge(unit =>
            ulong.TryParse(unit["LimitNOFILE"], CultureInfo.InvariantCulture, out var limit) && limit < Least
                ?
                [
                    Complaint.Warn(
                        $"LimitNOFILE of {unit.Name} is {limit}: Java can run out of files",
                        $"sudo systemctl edit {unit.Name}: [Service] LimitNOFILE=65536"
                    ),
                ]
                : []
        );
}
