namespace IbkrAgent.Verification;

/// <summary>One thing that has to be so on a host that keeps a Gateway. Pure.</summary>
/// <param name="id">stable: programs ask for it.</param>
/// <param name="demand">what has to be so, in one short line.</param>
public abstract class Rule(string id, string demand)
{
    public string Id => id;

    public string Demand => demand;

    /// <summary>One of the host's, or one of each gateway's.</summary>
    public abstract IEnumerable<RuleResult> Results(HostFacts host);
}
