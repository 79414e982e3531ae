namespace IbkrAgent.Gateway;

/// <summary>
/// The Gateway's connections with other hosts, of which at least one is the broker while it is logged in.
/// </summary>
/// <param name="Live">established, and what was sent is acknowledged.</param>
/// <param name="Unanswered">established, but nobody acknowledges what is sent again and again.</param>
/// <remarks>
/// Evidence for "ready" or against it, and never for an action: nobody here has watched which connections a Gateway
/// keeps.
/// </remarks>
public sealed record BrokerConnections(int Live, int Unanswered)
{
    /// <summary>What the connections of the user who has the API port open show of the broker.</summary>
    /// <param name="rows">all sockets of the host.</param>
    /// <returns>
    /// Null when they show nothing: nobody listens on the port, as where the Gateway's network is not ours; or the
    /// Gateway is connected to another user's program on this host and to no other host, so that it may have a proxy.
    /// </returns>
    public static BrokerConnections? Of(IReadOnlyList<TcpRow> rows, int apiPort)
    {
        var listeners = rows.Where(row => row.IsListening).ToList();
        if (listeners.FirstOrDefault(row => row.LocalPort == apiPort)?.UserId is not { } user)
            return null;

        // Clients that were accepted, of the API or of the controller, come to an open port.
        var ownPorts = listeners.Where(row => row.UserId == user).Select(row => row.LocalPort).ToHashSet();
        var foreignPorts = listeners.Where(row => row.UserId != user).Select(row => row.LocalPort).ToHashSet();
        var opened = rows.Where(row => row.IsEstablished && row.UserId == user && !ownPorts.Contains(row.LocalPort))
            .ToList();
        var outside = opened.Where(row => !row.StaysOnHost).ToList();
        var unanswered = outside.Count(row => row.IsUnanswered);
        var mayHaveProxy = outside.Count == 0 && opened.Any(row => foreignPorts.Contains(row.RemotePort));
        return mayHaveProxy ? null : new(outside.Count - unanswered, unanswered);
    }

    /// <summary>One line, lower case, no full stop.</summary>
    public override string ToString() =>
        this switch
        {
            { Live: > 0 } => "it is connected with another host",
            { Unanswered: > 0 } => "other hosts do not acknowledge what it sends",
            _ => "it has no connection with another host",
        };
}
