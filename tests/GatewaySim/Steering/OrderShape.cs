namespace IbkrAgent.GatewaySim.Steering;

/// <summary>Which of the blocks that need not be there an open order has.</summary>
internal enum OrderShape
{
    /// <summary>With the block of a delta-neutral order, of type <c>None</c>: what Gateways send of any.</summary>
    DeltaNeutral,

    /// <summary>Without a block, as of older Gateways.</summary>
    Plain,

    /// <summary>A contract of two legs, with prices and routing parameters of their own.</summary>
    Combo,

    /// <summary>Parameters of an algorithm.</summary>
    Algo,

    /// <summary>A price and a time to wait for.</summary>
    Conditions,

    /// <summary>Type <c>PEG BENCH</c>, with its benchmark.</summary>
    PegBench,
}
