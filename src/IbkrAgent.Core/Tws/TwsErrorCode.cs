namespace IbkrAgent.Tws;

/// <summary>The codes of message 4 the agent reacts to; every other number is valid too and only shown.</summary>
/// <remarks>The meaning of a code is that of the sheet "message codes" of the TWS API documentation.</remarks>
public enum TwsErrorCode
{
    /// <summary>Another connection uses our client id; the Gateway closes ours next.</summary>
    ClientIdInUse = 326,

    /// <summary>The Gateway lost the broker; repeated while that lasts.</summary>
    UpstreamLost = 1100,

    /// <summary>The link to the broker is back, market data subscriptions are not.</summary>
    UpstreamRestoredDataLost = 1101,

    /// <summary>The link to the broker is back, subscriptions were kept.</summary>
    UpstreamRestored = 1102,

    /// <summary>The API port was changed in the Gateway's settings; the connection is dropped next.</summary>
    ApiPortChanged = 1300,

    /// <summary>The link between Gateway and broker is broken and restores itself; 1102 follows.</summary>
    UpstreamBroken = 2110,
}
