using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Restarts;
using IbkrAgent.Schedule;

namespace IbkrAgent.Settings;

/// <summary>What the program believes: complete and valid, or never created.</summary>
/// <param name="Gateways">in the order of the file; at least one, no two of a name.</param>
/// <param name="Warnings">settings that are accepted but weaken a safety; <c>FILE: SECTION: KEY: PROBLEM</c>
/// each.</param>
/// <param name="Alerts">of the host.</param>
public sealed record AgentSettings(
    IReadOnlyList<GatewaySettings> Gateways,
    IReadOnlyList<SettingsProblem> Warnings,
    AlertSettings Alerts
)
{
    /// <summary>The gateway of that name; null: it has no section.</summary>
    public GatewaySettings? Find(InstanceName name) => Gateways.FirstOrDefault(gateway => gateway.Name == name);

    /// <summary>
    /// The gateway that is meant when none is named: main, or the only one; null when that is not clear.
    /// </summary>
    public GatewaySettings? Default => Find(InstanceName.Main) ?? (Gateways is [var only] ? only : null);

    /// <summary>The gateways whose sections stand above that of this one.</summary>
    public IEnumerable<GatewaySettings> EarlierThan(GatewaySettings gateway) =>
        Gateways.TakeWhile(other => other.Name != gateway.Name);
}

/// <summary>One gateway: section <c>[gateway:NAME]</c> of agent.ini.</summary>
public sealed record GatewaySettings(
    InstanceName Name,
    AgentMode Mode,
    TradingMode TradingMode,
    ProgramSettings Program,
    ApiSettings Api,
    AccountSettings Account,
    OrdersSettings Orders,
    WatchSettings Watch,
    SupervisionSettings Supervision,
    ScheduleSettings Schedule,
    DependentsSettings Dependents,
    RestartCheckSettings RestartCheck,
    RestartPlanSettings RestartPlan
)
{
    /// <summary>When an outage is told, and told again; the same for all gateways of the host.</summary>
    public AlertEscalation Escalation { get; init; } = AlertEscalation.Default;
}

/// <summary>Where the controller and the Gateway are installed, and how they are launched.</summary>
/// <param name="IbcPath">directory of IBC, absolute.</param>
/// <param name="GatewayPath">directory that holds the Gateway's version directories, absolute; its last part is
/// <c>ibgateway</c>.</param>
/// <param name="GatewayVersion">name of the version directory; null: the only one there is.</param>
/// <param name="JavaPath">directory that holds <c>java</c>; null: the controller finds it.</param>
/// <param name="TimeZone">IANA zone in which the Gateway runs (TZ=).</param>
public sealed record ProgramSettings(
    string IbcPath,
    string GatewayPath,
    string? GatewayVersion,
    string? JavaPath,
    TimeZoneInfo TimeZone
);

/// <summary>How the TWS API is watched. It always listens on 127.0.0.1.</summary>
/// <param name="Port">TCP port.</param>
/// <param name="ClientId">our client id; the two ids above it are spares.</param>
/// <param name="MaxServerVersion">highest protocol version advertised, 157..200.</param>
/// <param name="HeartbeatInterval">between two current-time requests, at least 2 s.</param>
/// <param name="HeartbeatTimeout">how long an answer may take.</param>
public sealed record ApiSettings(
    int Port,
    int ClientId,
    int MaxServerVersion,
    TimeSpan HeartbeatInterval,
    TimeSpan HeartbeatTimeout
);

/// <summary>Whose account it has to be, and how much of it is read.</summary>
/// <param name="Expected">every account that may appear, sorted, comma separated; empty: any that fits the trading
/// mode.</param>
/// <param name="ReadOrders">read the open orders too; a read-only API withholds them.</param>
/// <param name="ReadInterval">between two readings of positions, orders and balances.</param>
public sealed record AccountSettings(string Expected, bool ReadOrders, TimeSpan ReadInterval);

/// <summary>From when on something that still works is called degraded.</summary>
/// <param name="FarmDebounce">how long a data farm may be broken.</param>
/// <param name="SlowHeartbeat">how long the answer to a heartbeat may take.</param>
/// <param name="MemoryWarning">MiB of the unit's memory without the file cache; null: 80 % of its MemoryMax=.</param>
/// <param name="MemoryCritical">MiB of the unit's memory without the file cache; null: 92 % of its MemoryMax=.</param>
/// <param name="BrokerHost"><c>HOST:PORT</c> that tells whether the broker can be reached; empty: never asked.</param>
/// <param name="VncPort">where the Gateway's window can be looked at; 0: nowhere.</param>
/// <param name="Resets">when the broker is expected to be away.</param>
/// <param name="OwnResets">those of them that are this login's for sure.</param>
public sealed record WatchSettings(
    TimeSpan FarmDebounce,
    TimeSpan SlowHeartbeat,
    int? MemoryWarning,
    int? MemoryCritical,
    string BrokerHost,
    int VncPort,
    WeeklyWindow Resets,
    WeeklyWindow OwnResets
);

/// <summary>The broker's servers a login is served from.</summary>
public enum BrokerRegion
{
    /// <summary>Not known: the resets of all regions are expected.</summary>
    Any,
    NorthAmerica,
    Europe,
    Asia,
}

/// <summary>The operator's choices for the supervisor: deadlines, pauses, budgets.</summary>
/// <param name="BrokerPatience">how long the Gateway may be without the broker, beyond its reset, before it is
/// restarted.</param>
/// <param name="StopPatience">how long orders at work put a planned stop off before it is left out.</param>
public sealed record SupervisionSettings(
    TimeSpan StartTimeout,
    TimeSpan SecondFactorTimeout,
    TimeSpan ProofDuration,
    TimeSpan RestartPause,
    TimeSpan MaxRestartPause,
    int ColdLoginsPerHour,
    int ColdLoginsPerDay,
    int FailedLoginsInRow,
    int FailedLoginsPerDay,
    int SecondFactorPushes,
    int RestartsPerHour,
    TimeSpan BrokerPatience,
    TimeSpan StopPatience
);

/// <summary>Whether the agent has hands.</summary>
public enum AgentMode
{
    Observe,
    Act,
}

public enum TradingMode
{
    Paper,
    Live,
}
