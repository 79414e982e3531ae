using IbkrAgent.Gateway;

namespace IbkrAgent.Health;

/// <summary>One look at the API port of an active unit.</summary>
/// <param name="Rows">the sockets whose local port it is.</param>
/// <param name="OwnPorts">our ends of connections with it.</param>
/// <param name="Listener">see <see cref="ListenerOf"/>.</param>
/// <param name="GatewayUser">who should listen; null: not known.</param>
public sealed record NetworkLook(
    DateTimeOffset At,
    int Port,
    IReadOnlyList<TcpRow> Rows,
    IReadOnlyCollection<int> OwnPorts,
    HostUser? Listener,
    HostUser? GatewayUser
)
{
    /// <summary>
    /// Who listens, and first of all who should not; null when nobody does, or it cannot be seen who.
    /// </summary>
    public static uint? ListenerOf(IEnumerable<TcpRow> rows, uint? gatewayUser)
    {
        uint?[] users = [.. rows.Where(row => row.IsListening).Select(row => row.UserId)];
        return users.FirstOrDefault(user => user != gatewayUser) ?? users.FirstOrDefault();
    }
}
