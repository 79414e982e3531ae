namespace IbkrAgent.Tws;

/// <summary>The peer does not speak TWS, or not as agreed; the connection is of no further use.</summary>
public sealed class TwsProtocolException(TwsProblem problem, string message) : Exception(message)
{
    public TwsProblem Problem => problem;
}
