using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IbkrAgent.Gateway;

/// <summary>One connection as the kernel lists it.</summary>
/// <param name="Local">address and port of this end, as printed there.</param>
/// <param name="Remote">address and port of the other end, as printed there.</param>
/// <param name="State">1 is ESTABLISHED, 8 CLOSE_WAIT, 10 LISTEN.</param>
/// <param name="SendQueue">bytes that this end wrote and the other one did not take yet.</param>
/// <param name="ReceiveQueue">bytes that came in and the program did not read yet.</param>
/// <remarks>proc(5), /proc/net/tcp; the columns of tcp6 differ only in the length of the addresses.</remarks>
public sealed record TcpRow(string Local, string Remote, int State, long SendQueue, long ReceiveQueue)
{
    private const int Established = 1;
    private const int Listen = 10;

    public int LocalPort => Port(Local);

    public int RemotePort => Port(Remote);

    public bool IsEstablished => State == Established;

    public bool IsListening => State == Listen;

    /// <summary>Reads a whole table; lines that are no connection, such as the heading, are passed over.</summary>
    public static IEnumerable<TcpRow> ParseTable(string table)
    {
        foreach (var line in table.Split('\n'))
            if (TryParse(line, out var row))
                yield return row;
    }

    // "  0: 0100007F:0FA1 0100007F:9C40 01 00000000:0000000D 00:00000000 ..."
    private static bool TryParse(string line, [NotNullWhen(true)] out TcpRow? row)
    {
        row = null;
        var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (columns.Length < 5 || !columns[0].EndsWith(':'))
            return false;

        var queues = columns[4].Split(':');
        var isRow =
            IsAddress(columns[1])
            & IsAddress(columns[2])
            & TryHex(columns[3], out var state)
            & TryHex(queues[0], out var sendQueue)
            & TryHex(queues[^1], out var receiveQueue);
        if (isRow)
            row = new(columns[1], columns[2], (int)state, sendQueue, receiveQueue);

        return isRow;
    }

    private static bool IsAddress(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && TryHex(text[(colon + 1)..], out var port)
        && port <= ushort.MaxValue;

    private static int Port(string address)
    {
        TryHex(address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..], out var port);
        return (int)port;
    }

    private static bool TryHex(string text, out uint value) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
