namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What the start script does not find, although it may be there.</summary>
internal enum MissingPart
{
    Nothing,
    Java,
    Installation,
    Settings,
    Ini,
    VmOptions,
}
