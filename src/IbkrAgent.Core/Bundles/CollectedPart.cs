namespace IbkrAgent.Bundles;

/// <summary>A file of a bundle.</summary>
/// <param name="Masked">places in it that were masked.</param>
public sealed record CollectedPart(string Name, long Bytes, int Masked);
