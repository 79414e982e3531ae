namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What the start script does with status 87, whatever its <c>--on2fatimeout</c> says.</summary>
internal enum SecondFactorTimeoutAction
{
    AsTold,
    Exit,
    Restart,
}
