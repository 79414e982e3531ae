namespace IbkrAgent.GatewaySim.Api;

/// <summary>The API's places: so many connections, and each client id once.</summary>
internal sealed class ClientSlots
{
    private readonly HashSet<int> _ids = [];
    private readonly Lock _lock = new();
    private int _connections;

    public bool TryEnter(int count)
    {
        lock (_lock)
            return _connections < count && ++_connections > 0;
    }

    public void Leave()
    {
        lock (_lock)
            _connections--;
    }

    public bool TryTake(int clientId)
    {
        lock (_lock)
            return _ids.Add(clientId);
    }

    public void Free(int clientId)
    {
        lock (_lock)
            _ids.Remove(clientId);
    }
}
