namespace IbkrAgent.Gateway;

/// <summary>Whether a Gateway that is silent is silent for everybody.</summary>
public abstract record SilenceProofResult
{
    private SilenceProofResult() { }

    /// <summary>Every fresh handshake failed by silence, and no other client's bytes moved.</summary>
    public sealed record Proved : SilenceProofResult;

    /// <summary>A fresh handshake met something other than silence.</summary>
    public sealed record Answered(ApiStatus Status) : SilenceProofResult;

    /// <summary>Another client is being served, or that could not be ruled out.</summary>
    public sealed record OthersMoving(string Detail) : SilenceProofResult;
}
