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
/// <param name="Repetitions">how often what was sent last was sent again because nobody acknowledged it.</param>
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
    uint? UserId = null,
    int Repetitions = 0
)
{
    /// <summary>A healthy line loses a packet now and then; this many in a row take more than a second.</summary>
    private const int ManyRepetitions = 3;

    private const int Established = 1;
    private const int CloseWait = 8;
    private const int Listen = 10;

    // What stands before an IPv4 address in an IPv6 one (::ffff:0:0/96), and ::1.
    private const string MappedPrefix = "0000000000000000FFFF0000";
    private const string LoopbackIPv6 = "00000000000000000000000001000000";
    private const int LengthIPv4 = 8;

    public int LocalPort => TryPort(Local, out var port) ? port : 0;

    public int RemotePort => TryPort(Remote, out var port) ? port : 0;

    public bool IsEstablished => State == Established;

    public bool IsListening => State == Listen;

    /// <summary>The other end closed the connection, and the program here did not do so yet.</summary>
    public bool IsLeftOpen => State == CloseWait;

    /// <summary>The other end has not acknowledged for a while what it was sent again and again.</summary>
    public bool IsUnanswered => Repetitions >= ManyRepetitions;

    /// <summary>0.0.0.0 or ::, which stand for every address of the host.</summary>
    public bool IsOnAllAddresses => AddressOf(Local).IndexOfAnyExcept('0') < 0;

    public bool IsOnLoopback => IsLoopback(AddressOf(Local));

    /// <summary>
    /// The other end is on this host as well. To reach an address of its own it uses the same as its own end.
    /// </summary>
    public bool StaysOnHost => IsLoopback(AddressOf(Remote)) || AddressOf(Remote).SequenceEqual(AddressOf(Local));

    /// <summary>
    /// The rows of one local port, or of all; lines that are no connection, such as the heading, are passed over.
    /// </summary>
    public static IReadOnlyList<TcpRow> ParseTable(string table, int? localPort = null)
    {
        var rows = new List<TcpRow>();
        foreach (var line in table.AsSpan().EnumerateLines())
            if (TryParse(line, localPort, out var row))
                rows.Add(row);

        return rows;
    }

    // "  0: 0100007F:0FA1 0100007F:9C40 01 00000000:0000000D 00:00000000 00000000   998        0 20822 1 0 20 4"
    private static bool TryParse(ReadOnlySpan<char> line, int? localPort, [NotNullWhen(true)] out TcpRow? row)
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
            || (localPort is not null && port != localPort)
            || !TryPort(remote, out _)
            || !TryHex(line[columns[3]], out var state)
            || colon < 0
            || !TryHex(queues[..colon], out var sendQueue)
            || !TryHex(queues[(colon + 1)..], out var receiveQueue)
        )
            return false;

        uint? user = count > 7 && uint.TryParse(line[columns[7]], CultureInfo.InvariantCulture, out var id) ? id : null;
        var repetitions =
            count > 6 && TryHex(line[columns[6]], out var number) ? (int)Math.Min(number, int.MaxValue) : 0;
        row = new(local.ToString(), remote.ToString(), (int)state, sendQueue, receiveQueue, user, repetitions);
        return true;
    }

    private static ReadOnlySpan<char> AddressOf(string end) =>
        end.AsSpan(0, end.IndexOf(':', StringComparison.Ordinal));

    private static bool IsLoopback(ReadOnlySpan<char> address) =>
        address switch
        {
            { Length: LengthIPv4 } => address.EndsWith("7F"),
            LoopbackIPv6 => true,
            _ => address.StartsWith(MappedPrefix) && address.EndsWith("7F"),
        };

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
