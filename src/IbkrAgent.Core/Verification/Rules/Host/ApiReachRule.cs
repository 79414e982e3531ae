using System.Globalization;

namespace IbkrAgent.Verification.Rules;

/// <summary>The Gateway listens on every address, whatever its settings say: a firewall has to keep others out.</summary>
public sealed class ApiReachRule() : GatewayRule("api-reach", "The API cannot be reached from other hosts")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        host.OutsideAddresses is [] ? [] : host.PacketFilter.Judge(filter => Judge(filter, gateway.Settings.Api.Port));

    private static IEnumerable<Complaint> Judge(PacketFilter filter, int port)
    {
        var text = port.ToString(CultureInfo.InvariantCulture);
        return filter.FateOf(port) switch
        {
            PacketFate.Dropped => [],
            PacketFate.Accepted =>
            [
                Complaint.Fail(
                    $"other hosts can reach port {text}: no rule of nftables keeps them out",
                    "see docs/operations.md, Firewall: sudo nft -f /usr/share/doc/ibkr-agent/examples/ibkr-gateway.nft"
                ),
            ],
            _ =>
            [
                Complaint.Warn(
                    $"whether other hosts can reach port {text} cannot be read from the rules of nftables",
                    $"try it from another host: nc -vz THIS-HOST {text}"
                ),
            ],
        };
    }
}
