namespace IbkrAgent.Bundles;

/// <summary>A part that a bundle should have and has not.</summary>
public sealed record MissedPart(string Name, string Why);
