namespace IbkrAgent.Verification;

/// <summary>Memory of the host, MiB.</summary>
public sealed record MemoryFacts(int Total, int Available);
