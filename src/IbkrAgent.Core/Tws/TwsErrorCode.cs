namespace IbkrAgent.Tws;

/// <summary>The codes of message 4 the agent reacts to; every other number is valid too and only shown.</summary>
/// <remarks>The meaning of a code is that of the sheet "message codes" of the TWS API documentation.</remarks>
public enum TwsErrorCode
{
    /// <summary>Too many requests in a second; a Gateway may close at the third time.</summary>
    RateExceeded = 100,

    /// <summary>A request could not be read.</summary>
    RequestUnreadable = 320,

    /// <summary>A request was refused; because the API is read-only when the text says so.</summary>
    RequestRefused = 321,

    /// <summary>A request failed, for example because it was one subscription too many.</summary>
    RequestFailed = 322,

    /// <summary>The Gateway failed while it worked on a request.</summary>
    ServerFailed = 323,

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

    /// <summary>Another client took the one subscription of account updates; the agent never asks for it.</summary>
    AccountUpdatesTaken = 2100,

    /// <summary>Another client has the one subscription of account updates.</summary>
    AccountUpdatesRefused = 2101,

    MarketDataFarmBroken = 2103,
    MarketDataFarmOk = 2104,
    HistoricalDataFarmBroken = 2105,
    HistoricalDataFarmOk = 2106,
    HistoricalDataFarmDormant = 2107,
    MarketDataFarmDormant = 2108,

    /// <summary>The link between Gateway and broker is broken and restores itself; 1102 follows.</summary>
    UpstreamBroken = 2110,

    SecurityDefinitionFarmBroken = 2157,
    SecurityDefinitionFarmOk = 2158,

    /// <summary>The same user has a session elsewhere, which gets the market data.</summary>
    CompetingSession = 10197,
}
