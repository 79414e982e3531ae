namespace IbkrAgent.Supervision;

/// <summary>What the supervisor is doing about one gateway.</summary>
public enum Phase
{
    /// <summary>The world is being read; nothing is decided yet.</summary>
    Settling,

    /// <summary>Nothing to do, or nothing allowed: parked, latched, not configured, budget spent, observing.</summary>
    Idle,

    /// <summary>Waits before it starts or restarts the unit.</summary>
    Pausing,

    /// <summary>Our restart job is under way.</summary>
    Restarting,

    /// <summary>Our stop job is under way.</summary>
    Stopping,

    /// <summary>The unit is active; the API was not ready yet since it started, or since it was lost.</summary>
    Starting,

    /// <summary>The API was ready and nothing said otherwise.</summary>
    Running,

    /// <summary>The held session is silent; fresh handshakes are tried before anything is done.</summary>
    Proving,
}
