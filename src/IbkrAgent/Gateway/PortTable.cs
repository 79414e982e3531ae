namespace IbkrAgent.Gateway;

/// <summary>What the kernel lists of one port of this host: who listens, and who is connected.</summary>
/// <param name="port">asked at each look.</param>
/// <param name="directory">where the tables are; another one only in tests.</param>
internal sealed class PortTable(Func<int> port, string directory = PortTable.Kernel)
{
    private const string Kernel = "/proc/self/net";

    private readonly string _tcp = Path.Combine(directory, "tcp");
    private readonly string _tcp6 = Path.Combine(directory, "tcp6"); // Java listens on it, unless the kernel has no IPv6

    /// <summary>Of a port that stays the same.</summary>
    public PortTable(int port, string directory = Kernel)
        : this(() => port, directory) { }

    /// <summary>The Gateway's ends of its connections with others.</summary>
    /// <exception cref="IOException">The table cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The table must not be read.</exception>
    public ClientTraffic Read(IReadOnlyCollection<int> ownPorts) => ClientTraffic.Of(ReadRows(), ownPorts);

    /// <summary>True when the port is open, which that of the API is from the end of the login on.</summary>
    /// <exception cref="IOException">The table cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The table must not be read.</exception>
    public bool IsListening() => ReadRows().Any(row => row.IsListening);

    /// <summary>The rows whose local port it is.</summary>
    /// <param name="owner">
    /// whose open port is expected: once it is found on all addresses of IPv6, which takes the connections of IPv4 as
    /// well, the second table is left out. To print one the kernel walks over every place for a connection, of which
    /// it has more the more memory there is: milliseconds.
    /// </param>
    /// <exception cref="IOException">The table cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The table must not be read.</exception>
    public IReadOnlyList<TcpRow> ReadRows(uint? owner = null)
    {
        var rows = File.Exists(_tcp6) ? ReadTable(_tcp6) : [];
        var isComplete =
            owner is not null
            && rows.Any(row => row is { IsListening: true, IsOnAllAddresses: true } && row.UserId == owner);
        return isComplete ? rows : [.. rows, .. ReadTable(_tcp)];
    }

    /// <summary>What the connections of the user who has the port open show of the broker; null: nothing.</summary>
    /// <exception cref="IOException">The table cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The table must not be read.</exception>
    public BrokerConnections? ReadBrokerConnections()
    {
        string[] paths = File.Exists(_tcp6) ? [_tcp6, _tcp] : [_tcp];
        return BrokerConnections.Of([.. paths.SelectMany(path => TcpRow.ParseTable(File.ReadAllText(path)))], port());
    }

    private IReadOnlyList<TcpRow> ReadTable(string path) => TcpRow.ParseTable(File.ReadAllText(path), port());
}
