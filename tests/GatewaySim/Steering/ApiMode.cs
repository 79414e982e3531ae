namespace IbkrAgent.GatewaySim.Steering;

/// <summary>How the API port behaves.</summary>
internal enum ApiMode
{
    /// <summary>Opens after the login and speaks the protocol.</summary>
    Answer,

    /// <summary>Takes connections and says nothing; held sessions fall silent.</summary>
    Silent,

    /// <summary>Takes connections and closes them without a byte; held sessions are closed.</summary>
    Close,

    /// <summary>The port is shut; held sessions are closed.</summary>
    Refuse,

    /// <summary>Every client id is in use.</summary>
    Reject326,

    /// <summary>Closes after START_API without a reason.</summary>
    RejectClose,

    /// <summary>Something else listens there.</summary>
    Garbage,

    /// <summary>
    /// As <see cref="Answer"/>, but the port is open before the login is complete, and silent until then.
    /// </summary>
    Open,

    /// <summary>
    /// Sessions held at that moment are dead without a FIN: nothing is read, answered or closed, their ids stay
    /// taken, also afterwards. New ones are served.
    /// </summary>
    HalfOpen,
}
