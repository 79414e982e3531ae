namespace IbkrAgent.Verification.Rules;

/// <summary>agent.ini, config.ini and the other gateways have to mean the same ports.</summary>
public sealed class PortsRule() : GatewayRule("ports", "agent.ini and config.ini agree on the ports, each used once")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.PortQuarrels.Judge(quarrels =>
            quarrels.Select(quarrel => Complaint.Fail(quarrel.What, quarrel.NextStep))
        );
}
