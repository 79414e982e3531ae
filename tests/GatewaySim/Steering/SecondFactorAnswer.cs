namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What came of the push to the phone.</summary>
internal enum SecondFactorAnswer
{
    /// <summary>Nothing yet.</summary>
    None,

    Approve,

    Timeout,

    /// <summary>Approved, but the login does not go on.</summary>
    Hang,
}
