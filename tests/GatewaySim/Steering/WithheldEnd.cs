namespace IbkrAgent.GatewaySim.Steering;

/// <summary>The end marker that never comes, although the rows before it do.</summary>
internal enum WithheldEnd
{
    None,
    Positions,
    AccountSummary,
    OpenOrders,
    Executions,
}
