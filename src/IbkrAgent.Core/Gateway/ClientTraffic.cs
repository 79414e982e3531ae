namespace IbkrAgent.Gateway;

/// <summary>The Gateway's ends of its connections with other API clients at one moment.</summary>
/// <remarks>
/// Bytes that move between two looks show that the Gateway still works for somebody, whatever it does for us.
/// Resting queues show nothing: a healthy Gateway empties them at once.
/// </remarks>
public sealed class ClientTraffic
{
    private readonly Dictionary<(string Local, string Remote), TcpRow> _rows;

    private ClientTraffic(IEnumerable<TcpRow> rows) => _rows = rows.ToDictionary(row => (row.Local, row.Remote));

    /// <summary>How many connections there are.</summary>
    public int Count => _rows.Count;

    /// <summary>Picks the connections of other clients out of all of them.</summary>
    /// <param name="rows">of the Gateway's port.</param>
    /// <param name="ownPorts">our own ends, to be left out.</param>
    public static ClientTraffic Of(IEnumerable<TcpRow> rows, IReadOnlyCollection<int> ownPorts) =>
        new(
            rows.Where(row => row.IsEstablished && !ownPorts.Contains(row.RemotePort))
                .DistinctBy(row => (row.Local, row.Remote))
        );

    /// <summary>What moved since <paramref name="earlier"/>; null when nothing did.</summary>
    public string? MovedSince(ClientTraffic earlier) =>
        _rows
            .Select(row => earlier._rows.TryGetValue(row.Key, out var before) ? Moved(before, row.Value) : null)
            .FirstOrDefault(movement => movement is not null);

    // What a client sends to a Gateway that hangs piles up: a longer receive queue is no sign of life.
    private static string? Moved(TcpRow before, TcpRow now) =>
        now.ReceiveQueue < before.ReceiveQueue
            ? $"the Gateway read {before.ReceiveQueue - now.ReceiveQueue} bytes of the client on port {now.RemotePort}"
        : now.SendQueue != before.SendQueue ? $"bytes move from the Gateway to the client on port {now.RemotePort}"
        : null;
}
