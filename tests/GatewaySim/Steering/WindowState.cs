namespace IbkrAgent.GatewaySim.Steering;

/// <summary>
/// Whether the Gateway's window still does what the controller clicks; a hung one accepts STOP and stays.
/// </summary>
internal enum WindowState
{
    Alive,
    Hung,
}
