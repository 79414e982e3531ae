namespace IbkrAgent.Faults;

/// <summary>How a fault went.</summary>
/// <param name="Label">the fault's name, with the number of the round if there are rounds.</param>
/// <param name="Loss">null: all came as it has to.</param>
internal sealed record FaultResult(string Label, Fault Fault, TimeSpan Took, Loss? Loss);
