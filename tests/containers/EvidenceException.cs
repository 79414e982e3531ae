namespace IbkrAgent.Containers;

/// <summary>Something inside a container is not as it has to be; the message shows what was seen.</summary>
public sealed class EvidenceException(string message) : Exception(message);
