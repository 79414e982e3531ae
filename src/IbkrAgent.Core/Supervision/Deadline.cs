namespace IbkrAgent.Supervision;

/// <summary>The timers the supervisor may ask for. One of each; setting it again replaces it.</summary>
public enum Deadline
{
    /// <summary>A start or restart is due.</summary>
    Pause,

    /// <summary>The Gateway should have been ready by now.</summary>
    Start,

    /// <summary>A spent budget has room again.</summary>
    Budget,

    /// <summary>A silent Gateway that could not be proved dead is looked at again.</summary>
    Proof,

    /// <summary>The held session should have been heard of again by now.</summary>
    Freshness,

    /// <summary>The log should have told of the Java process that was seen.</summary>
    Launch,

    /// <summary>A condition begins or stops to count.</summary>
    Condition,

    /// <summary>Run window, force or hold say something else.</summary>
    Wish,

    /// <summary>
    /// A stop that orders at work put off is tried again, or dependents have had time enough to go before it.
    /// </summary>
    Stop,

    /// <summary>The Gateway has been without the broker for longer than it should.</summary>
    Broker,

    /// <summary>A new verdict has stood long enough to be told.</summary>
    Announce,
}
