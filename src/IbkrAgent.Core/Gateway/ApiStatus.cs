namespace IbkrAgent.Gateway;

/// <summary>What the TWS API port showed when it was last looked at.</summary>
/// <remarks>States of section 6 of the protocol notes; see docs/tws-protocol.md.</remarks>
public abstract record ApiStatus
{
    private ApiStatus() { }

    /// <summary>Nobody looked yet, or the unit is not active.</summary>
    public sealed record Unknown : ApiStatus;

    /// <summary>Nothing listens on the port (connection refused).</summary>
    public sealed record Refused(string Detail) : ApiStatus;

    /// <summary>Connected, but no answer in time.</summary>
    public sealed record Silent(ApiStage Stage, string Detail) : ApiStatus;

    /// <summary>
    /// A peer answered, but not as a Gateway that lets us in: not TWS, closed early, client id taken, version refused.
    /// </summary>
    public sealed record Rejected(string Detail) : ApiStatus;

    /// <summary>Was ready, then the peer closed or reset the connection.</summary>
    public sealed record Lost(string Detail) : ApiStatus;

    /// <summary>Server version, next valid id, managed accounts and a current-time round trip were all seen.</summary>
    /// <param name="ServerVersion">negotiated protocol version, 157..200.</param>
    /// <param name="ClientId">the client id of the held session.</param>
    /// <param name="Accounts">managed accounts, comma separated, in the order the Gateway named them.</param>
    /// <param name="UpstreamLost">code and text of the notice 1100 or 2110 that is not yet recovered; null when the
    /// link is up.</param>
    /// <param name="IsUpstreamSeen">the Gateway said in this session that the broker can be reached; a new session need
    /// not be told that it cannot.</param>
    public sealed record Ready(
        int ServerVersion,
        int ClientId,
        string Accounts,
        string? UpstreamLost,
        bool IsUpstreamSeen = false
    ) : ApiStatus;
}

/// <summary>How far a session came before the answer failed to come.</summary>
public enum ApiStage
{
    Connect,
    Handshake,
    StartApi,
    Heartbeat,
}
