namespace IbkrAgent.Faults;

/// <summary>Something that is not as the fault wants it.</summary>
/// <param name="IsForGood">waiting longer cannot cure it.</param>
internal sealed record Problem(string Text, bool IsForGood = false);
