using IbkrAgent.Gateway;

namespace IbkrAgent.Health;

/// <summary>What the kernel shows of a gateway's API port.</summary>
/// <param name="At">when it was looked.</param>
/// <param name="Port">the API port.</param>
/// <param name="Reach">from where it is open.</param>
/// <param name="Listener">whose it is; a user who is not the Gateway's comes before that one. Null: nobody
/// listens.</param>
/// <param name="OtherClients">established connections, without the agent's own.</param>
/// <param name="OthersMovedAt">
/// when bytes of theirs were last seen moving; null: never. A Gateway that works empties its queues at once, so that a
/// look seldom catches it: what was not seen moving may well move.
/// </param>
/// <param name="LeftOpen">connections that the client closed and the Gateway did not.</param>
public sealed record NetworkReport(
    DateTimeOffset At,
    int Port,
    PortReach Reach,
    HostUser? Listener,
    int OtherClients,
    DateTimeOffset? OthersMovedAt,
    int LeftOpen
);
