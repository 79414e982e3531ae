namespace IbkrAgent.Orders;

/// <summary>What the operator was told last.</summary>
/// <param name="Run">the unit's run that it was about; empty: none yet.</param>
/// <param name="Code">of the alert; empty: there was nothing to tell.</param>
public sealed record OrdersMemory(string Run, string Code)
{
    public static readonly OrdersMemory Empty = new("", "");
}
