namespace IbkrAgent.Gateway;

/// <summary>From where an open port can be reached.</summary>
/// <remarks>
/// A Gateway always listens on all addresses, whatever its settings: a firewall has to keep others out.
/// </remarks>
public enum PortReach
{
    /// <summary>Nobody listens.</summary>
    Closed,

    /// <summary>Only from this host.</summary>
    Loopback,

    /// <summary>On some addresses of this host, which others may reach.</summary>
    SomeAddresses,

    /// <summary>On every address of this host.</summary>
    AllAddresses,
}
