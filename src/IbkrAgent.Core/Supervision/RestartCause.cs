namespace IbkrAgent.Supervision;

/// <summary>What a restart is for: what it may cost and what it waits for depends on that.</summary>
public enum RestartCause
{
    /// <summary>The Gateway is not as it should be: one that turns out well is not restarted.</summary>
    Fault,

    /// <summary>The operator asked for it: no budget and no wait counts.</summary>
    Operator,

    /// <summary>To bring the broker back.</summary>
    Broker,

    /// <summary>It was due, and found safe: soon or not at all.</summary>
    Schedule,
}
