namespace IbkrAgent.Bundles;

/// <summary>A part of a text that is masked.</summary>
/// <param name="Mask">what stands there instead; null: what is usual for the kind.</param>
internal readonly record struct Redaction(int Start, int End, RedactionKind Kind, string? Mask = null);
