namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What goes wrong on the wire before each answer and notice, the bootstrap included.</summary>
internal enum WireFault
{
    None,

    /// <summary>A message comes that no client knows.</summary>
    UnknownMessages,

    /// <summary>A frame of length zero comes.</summary>
    ZeroLength,

    /// <summary>A frame above the limit is announced.</summary>
    Oversize,

    /// <summary>A notice in Latin-1 comes.</summary>
    BadText,

    /// <summary>Half of the first frame comes, then RST.</summary>
    Reset,
}
