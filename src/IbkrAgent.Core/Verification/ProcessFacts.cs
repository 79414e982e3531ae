namespace IbkrAgent.Verification;

/// <param name="Unit">its control group ends in; empty: that of no unit.</param>
/// <param name="Arguments">the words of its command line.</param>
public sealed record ProcessFacts(int Id, string Unit, IReadOnlyList<string> Arguments)
{
    /// <summary>The controller in Java: its class is the one argument that says so.</summary>
    public bool IsController => Arguments.Any(word => word.StartsWith("ibcalpha.ibc.", StringComparison.Ordinal));
}
