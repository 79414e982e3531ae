namespace IbkrAgent.GatewaySim;

/// <summary>The stand-in was used wrongly, or cannot do what it was told; ends the process with a status.</summary>
internal sealed class SimException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
