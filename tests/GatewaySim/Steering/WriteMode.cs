namespace IbkrAgent.GatewaySim.Steering;

/// <summary>How the frames of an answer become packets.</summary>
internal enum WriteMode
{
    /// <summary>Each frame in a write of its own.</summary>
    Whole,

    /// <summary>Each byte in a write of its own.</summary>
    Bytes,

    /// <summary>All frames of an answer in one write.</summary>
    Joined,
}
