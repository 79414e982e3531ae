namespace IbkrAgent.Faults;

/// <summary>How a fault went.</summary>
/// <param name="Label">the fault's name, with the number of the round if there are rounds.</param>
/// <param name="Wrong">what did not come as it has to, with evidence; null: all did.</param>
internal sealed record FaultResult(string Label, Fault Fault, TimeSpan Took, string? Wrong);
