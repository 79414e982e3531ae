namespace IbkrAgent.GatewaySim.Steering;

/// <summary>The Gateway's own connection to the broker.</summary>
internal enum UpstreamState
{
    Restored,

    /// <summary>It is back, but subscriptions are not.</summary>
    RestoredDataLost,

    /// <summary>The broker cannot be reached; said again and again.</summary>
    Lost,

    /// <summary>The link broke and restores itself; said once.</summary>
    Broken,
}
