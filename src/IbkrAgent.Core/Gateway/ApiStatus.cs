using IbkrAgent.Tws;

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
    /// <param name="Word">what the session was told of the broker; a new one need not be told that it is lost.</param>
    /// <param name="Connections">the Gateway's connections with other hosts; null when they were not needed, cannot be
    /// seen, or show nothing.</param>
    /// <param name="IsLossInherited">that the broker is lost was told to an earlier session: nobody may have been told
    /// of its return.</param>
    public sealed record Ready(
        int ServerVersion,
        int ClientId,
        string Accounts,
        string? UpstreamLost,
        UpstreamWord Word = UpstreamWord.None,
        BrokerConnections? Connections = null,
        bool IsLossInherited = false
    ) : ApiStatus
    {
        /// <summary>The Gateway said that the broker can be reached, and nothing contradicts that.</summary>
        public bool IsUpstreamSeen =>
            UpstreamLost is null
            && (Word == UpstreamWord.Later || (Word == UpstreamWord.AsItBegan && Connections is not { Live: 0 }));

        /// <summary>What speaks for the broker may be from memory, or nothing does: its host is to be asked.</summary>
        public bool IsUpstreamUnproved =>
            UpstreamLost is null
            && (Word, Connections) is (UpstreamWord.None, _) or (UpstreamWord.AsItBegan, null or { Live: 0 });

        /// <summary>Why this is no proof that the Gateway has the broker; null when it is one.</summary>
        public string? UpstreamDoubt =>
            (Word, Connections) switch
            {
                (UpstreamWord.Later, _) or (_, { Live: > 0 }) or (UpstreamWord.AsItBegan, null) => null,
                (UpstreamWord.AsItBegan, { } none) =>
                    $"the Gateway spoke of the broker only as the session began, and {none}",
                (_, { } none) => $"the Gateway says nothing of the broker, and {none}",
                _ => "the Gateway says nothing of the broker, and its connections do not show",
            };
    }
}

/// <summary>How far a session came before the answer failed to come.</summary>
public enum ApiStage
{
    Connect,
    Handshake,
    StartApi,
    Heartbeat,
}
