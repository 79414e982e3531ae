using System.Text;
using IbkrAgent.Systemd.Sockets;

namespace IbkrAgent.Control;

/// <summary>One request to the daemon and its response, over a connection of its own.</summary>
/// <remarks>
/// By hand: in a process that lives for one question, HttpClient would cost several times as much as all else.
/// </remarks>
internal static class ControlExchange
{
    /// <summary>Sends the request, once, and waits for the response.</summary>
    /// <param name="line">method and path, for example <c>GET /v1/status</c>.</param>
    /// <param name="accept">the type of content that is wanted.</param>
    /// <exception cref="UnixConnectionException">There is no connection, it broke, or no response came in
    /// time.</exception>
    /// <exception cref="InvalidDataException">What came back, if anything, is no response.</exception>
    public static ControlResponse Ask(
        string path,
        string line,
        string accept,
        ReadOnlySpan<byte> body,
        TimeSpan timeout,
        TimeProvider time
    )
    {
        var start = time.GetTimestamp();
        using var connection = new UnixConnection(path, timeout);
        var head =
            $"{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: {accept}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        connection.Send(Encoding.ASCII.GetBytes(head));
        connection.Send(body);

        var received = new byte[4096];
        for (var length = 0; ; )
        {
            var count = connection.Receive(received.AsSpan(length), timeout - time.GetElapsedTime(start));
            if (count == 0)
                throw new InvalidDataException("it ended before it was complete");

            length += count;
            if (ControlResponse.TryRead(received.AsSpan(0, length)) is { } response)
                return response;

            if (length == received.Length)
                Array.Resize(ref received, 2 * length);
        }
    }
}
