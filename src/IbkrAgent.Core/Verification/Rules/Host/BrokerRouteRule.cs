namespace IbkrAgent.Verification.Rules;

/// <summary>Name, route and firewall on the way to the broker.</summary>
public sealed class BrokerRouteRule() : GatewayRule("broker-route", "The broker's host is found and takes a connection")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.BrokerRoute?.Judge(problem =>
            problem.Length == 0
                ? []
                :
                [
                    Complaint.Fail(
                        problem,
                        "see to DNS (/etc/resolv.conf), the route, and a firewall that closes ports 4000 and 4001 outwards"
                    ),
                ]
        )
        ??
        [
            Complaint.Warn(
                "nothing tells whether the broker can be reached: broker_host is empty",
                $"set broker_host in [gateway:{gateway.Settings.Name}], for example to ndc1.ibllc.com:4001"
            ),
        ];
}
