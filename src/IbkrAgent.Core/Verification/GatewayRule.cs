namespace IbkrAgent.Verification;

/// <summary>A rule that each gateway keeps or not.</summary>
public abstract class GatewayRule(string id, string demand) : Rule(id, demand)
{
    public override IEnumerable<RuleResult> Results(HostFacts host) =>
        host.Gateways.Select(gateway => new RuleResult(this, gateway.Settings.Name, [.. Judge(gateway, host)]));

    /// <returns>Nothing when the rule is kept.</returns>
    protected abstract IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host);
}
