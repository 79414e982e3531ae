namespace IbkrAgent.Tests.GatewaySim;

/// <summary>How a visit of the API ends.</summary>
internal enum ApiEnd
{
    /// <summary>The last question was answered.</summary>
    Answered,

    /// <summary>The last question was not answered, and nothing happened until the client left.</summary>
    Silent,

    /// <summary>The server closed; that comes as a reset when it has not read everything.</summary>
    Gone,

    /// <summary>Nobody listens.</summary>
    Refused,

    /// <summary>A frame of a length that cannot be.</summary>
    Broken,
}
