namespace IbkrAgent.Gateway;

/// <summary>What the kernel lists of the API port: whether it is open, and who else is connected.</summary>
/// <param name="directory">where the tables are; another one only in tests.</param>
internal sealed class ApiPortTable(int apiPort, string directory = "/proc/self/net")
{
    /// <exception cref="IOException">The table cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The table must not be read.</exception>
    public ClientTraffic Read(IReadOnlyCollection<int> ownPorts) => ClientTraffic.Of(ReadTables(), apiPort, ownPorts);

    /// <summary>True when the API port is open, which it is from the end of the login on.</summary>
    /// <exception cref="IOException">The table cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The table must not be read.</exception>
    public bool IsListening() => ReadTables().Any(row => row.IsListening && row.LocalPort == apiPort);

    private IEnumerable<TcpRow> ReadTables()
    {
        var rows = TcpRow.ParseTable(File.ReadAllText(Path.Combine(directory, "tcp")));
        var tcp6 = Path.Combine(directory, "tcp6"); // Java listens on it, unless the kernel has no IPv6
        return File.Exists(tcp6) ? rows.Concat(TcpRow.ParseTable(File.ReadAllText(tcp6))) : rows;
    }
}
