namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What the other session of the account does when this one goes on or logs in again.</summary>
internal enum RivalSession
{
    /// <summary>Ends.</summary>
    Yields,

    /// <summary>Comes back: "Existing session detected".</summary>
    Insists,

    /// <summary>Nothing more is seen of it, and the login does not go on.</summary>
    Lingers,
}
