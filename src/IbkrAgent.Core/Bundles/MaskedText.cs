namespace IbkrAgent.Bundles;

/// <summary>A settings file of which some values are not shown.</summary>
/// <param name="Masked">how many are not.</param>
public sealed record MaskedText(string Text, int Masked);
