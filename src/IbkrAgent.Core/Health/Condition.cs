namespace IbkrAgent.Health;

/// <summary>Something that is not right with a Gateway whose API answers; see <see cref="ConditionKind"/>.</summary>
/// <param name="Detail">the evidence, one line, lower case, no full stop.</param>
public sealed record Condition(ConditionKind Kind, string Detail);

/// <summary>
/// The conditions that are told apart. How long each must last before it counts is the rules' affair.
/// </summary>
public enum ConditionKind
{
    /// <summary>The Gateway said that a data farm is broken, and did not say since that it is not.</summary>
    FarmBroken,

    /// <summary>The heartbeat is answered later than the settings call good.</summary>
    SlowHeartbeat,

    /// <summary>The Gateway's clock and ours differ by seconds.</summary>
    ClockSkew,

    /// <summary>The account was asked for, and the end of the answer never came.</summary>
    AccountUnread,

    /// <summary>The Gateway's memory is above the warning.</summary>
    MemoryHigh,

    /// <summary>The Gateway's memory is above the critical mark: it is about to be killed.</summary>
    MemoryCritical,

    /// <summary>More than one Java process in the unit, or the one of another unit with the same settings.</summary>
    SeveralProcesses,

    /// <summary>Who listens on the API port is not the Gateway's user: what answers there is not our Gateway.</summary>
    ForeignListener,

    /// <summary>Connections that clients closed and the Gateway does not: its API threads hang.</summary>
    ClosedSocketsPileUp,
}

/// <summary>Who looked; each look replaces what the same source saw before.</summary>
public enum ConditionSource
{
    Session,
    Account,
    Process,
    Network,
}
