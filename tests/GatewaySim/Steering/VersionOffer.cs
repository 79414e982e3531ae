namespace IbkrAgent.GatewaySim.Steering;

/// <summary>Which version the API answers a client's hello with.</summary>
internal enum VersionOffer
{
    /// <summary>The highest that both know.</summary>
    Agreed,

    /// <summary>A negative one: the client is sent to another address.</summary>
    Redirect,

    /// <summary>One below what the client knows.</summary>
    Below,

    /// <summary>One above what the client knows.</summary>
    Above,
}
