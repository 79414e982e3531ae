namespace IbkrAgent.GatewaySim.Steering;

/// <summary>The Gateway's own connection to the broker.</summary>
internal enum UpstreamState
{
    Restored,
    Lost,
}
