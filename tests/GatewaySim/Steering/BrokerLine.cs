namespace IbkrAgent.GatewaySim.Steering;

/// <summary>Whether the Gateway holds a connection with the broker, where a scenario names one.</summary>
internal enum BrokerLine
{
    /// <summary>While it is logged in and has not lost the broker.</summary>
    AsUpstream,

    /// <summary>Never, whatever the API says of the broker.</summary>
    Absent,
}
