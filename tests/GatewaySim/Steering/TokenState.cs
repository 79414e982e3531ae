namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What the broker makes of a stored login token at a restart.</summary>
internal enum TokenState
{
    Valid,
    Invalid,

    /// <summary>A second one lies beside it, so that neither is trusted.</summary>
    Doubled,
}
