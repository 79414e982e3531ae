namespace IbkrAgent.GatewaySim.Steering;

/// <summary>The Gateway's connection to one of the broker's data farms.</summary>
internal enum FarmState
{
    Ok,
    Broken,

    /// <summary>Idle until something is asked; the farm of definitions never says so.</summary>
    Dormant,

    /// <summary>Only the farm of market data says so.</summary>
    Connecting,

    /// <summary>Nothing is said of it.</summary>
    Untold,
}
