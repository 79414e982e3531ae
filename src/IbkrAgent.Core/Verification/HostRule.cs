namespace IbkrAgent.Verification;

/// <summary>A rule that is kept or not by the host as a whole.</summary>
public abstract class HostRule(string id, string demand) : Rule(id, demand)
{
    public override IEnumerable<RuleResult> Results(HostFacts host) => [new(this, null, [.. Judge(host)])];

    /// <returns>Nothing when the rule is kept.</returns>
    protected abstract IEnumerable<Complaint> Judge(HostFacts host);
}
