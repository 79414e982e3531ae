namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What a session is told after START_API, and in which order.</summary>
internal enum BootstrapMode
{
    /// <summary>Accounts, order id, notices of the farms.</summary>
    Complete,

    /// <summary>The notices come before both.</summary>
    NoticesFirst,

    /// <summary>The order id comes before the accounts.</summary>
    OrderIdFirst,

    /// <summary>The accounts are never named.</summary>
    NoAccounts,

    /// <summary>There are none.</summary>
    EmptyAccounts,

    /// <summary>They are somebody else's.</summary>
    WrongAccounts,

    /// <summary>The order id never comes.</summary>
    NoOrderId,
}
