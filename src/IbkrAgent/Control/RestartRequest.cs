namespace IbkrAgent.Control;

/// <summary>Body of a restart request.</summary>
/// <param name="Reason">the operator's words, for the journal.</param>
public sealed record RestartRequest(string? Reason);
