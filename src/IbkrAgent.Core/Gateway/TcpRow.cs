using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IbkrAgent.Gateway;

/// <summary>One connection, or one open port, as the kernel lists it.</summary>
/// <param name="Local">address and port of this end, as printed there.</param>
/// <param name="Remote">address and port of the other end, as printed there.</param>
/// <param name="State">1 is ESTABLISHED, 8 CLOSE_WAIT, 10 LISTEN.</param>
/// <param name="SendQueue">bytes that this end wrote and the other one did not take yet.</param>
/// <param name="ReceiveQueue">bytes that came in and the program did not read yet.</param>
/// <param name="UserId">the user whose socket it is; null when the line does not say.</param>
/// <remarks>
/// proc(5), /proc/net/tcp; the columns of tcp6 differ only in the length of the addresses. An address is words of four
/// bytes, each printed as a number of the machine: on all that this runs on, 127.0.0.1 reads <c>0100007F</c>.
/// </remarks>
public sealed record TcpRow(
    string Local,
    string Remote,
    int State,
    long SendQueue,
    long ReceiveQueue,
    uint? UserId = null
)
{
    private const int Established = 1;
    private const int CloseWait = 8;
    private const int Listen = 10;

    // What stands before an IPv4 address in an IPv6 one (::ffff:0:0/96), and ::1.
    private const string MappedPrefix = "0000000000000000FFFF0000";
    private const string LoopbackIPv6 = "00000000000000000000000001000000";
    private const int LengthIPv4 = 8;

    public int RemotePort => TryPort(Remote, out var port) ? port : 0;

    public bool IsEstablished => State == Established;

    public bool IsListening => State == Listen;

    /// <summary>The other end closed the connection, and the program here did not do so yet.</summary>
    public bool IsLeftOpen => State == CloseWait;

    /// <summary>0.0.0.0 or ::, which stand for every address of the host.</summary>
    public bool IsOnAllAddresses => LocalAddress.IndexOfAnyExcept('0') < 0;

    public bool IsOnLoopback =>
        LocalAddress switch
        {
            { Length: LengthIPv4 } address => address.EndsWith("7F"),
            LoopbackIPv6 => true,
            var address => address.StartsWith(MappedPrefix) && address.EndsWith("7F"),
        };

    private ReadOnlySpan<char> LocalAddress => Local.AsSpan(0, Local.IndexOf(':', StringComparison.Ordinal));

    /// <summary>
    /// The rows of one local port; lines that are no connection, such as the heading, are passed over.
    /// </summary>
    public static IReadOnlyList<TcpRow> ParseTable(string table, int localPort)
    {
        var rows = new List<TcpRow>();
        foreach (var line in table.AsSpan().EnumerateLines())
            if (TryParse(line, localPort, out var row))
                rows.Add(row);

        return rows;
    }

    // "  0: 0100007F:0FA1 0100007F:9C40 01 00000000:0000000D 00:00000000 00000000   998        0 20822 1 0 20 4"
    private static bool TryParse(ReadOnlySpan<char> line, int localPort, [NotNullWhen(true)] out TcpRow? row)
    {
        row = null;
        Span<Range> columns = stackalloc Range[9];
        var count = line.Split(columns, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (count < 5 || !line[columns[0]].EndsWith(":"))
            return false;

        var local = line[columns[1]];
        var remote = line[columns[2]];
        var queues = line[columns[4]];
        var colon = queues.IndexOf(':');
        if (
            !TryPort(local, out var port)
            || port != localPort
            || !TryPort(remote, out _)
            || !TryHex(line[columns[3]], out var state)
            || colon < 0
            || !TryHex(queues[..colon], out var sendQueue)
            || !TryHex(queues[(colon + 1)..], out var receiveQueue)
        )
            return false;

        uint? user = count > 7 && uint.TryParse(line[columns[7]], CultureInfo.InvariantCulture, out var id) ? id : null;
        row = new(local.ToString(), remote.ToString(), (int)state, sendQueue, receiveQueue, user);
        return true;
    }

    private static bool TryPort(ReadOnlySpan<char> address, out int port)
    {
        var colon = address.IndexOf(':');
        var isNumber = TryHex(address[(colon + 1)..], out var number);
        port = (int)number;
        return colon > 0 && isNumber && number <= ushort.MaxValue;
    }

    private static bool TryHex(ReadOnlySpan<char> text, out uint value) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
