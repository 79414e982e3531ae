using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>A connection to the X server that <c>DISPLAY</c> names, set up as X11 wants it.</summary>
internal sealed class DisplayConnection : IDisposable
{
    private const string SocketPath = "/tmp/.X11-unix/X";
    private const int ReplyLength = 8;
    private const byte Success = 1;

    private readonly NetworkStream _stream;

    private DisplayConnection(Socket socket) => _stream = new(socket, ownsSocket: true);

    public void Dispose() => _stream.Dispose();

    /// <returns>null when there is no such display, or it does not let us in.</returns>
    public static async Task<DisplayConnection?> OpenAsync(
        string display,
        string authorityPath,
        CancellationToken cancellationToken
    )
    {
        var number = display.TrimStart(':').Split('.')[0];
        // As X clients do: the abstract socket first.
        if (await ConnectAsync($"\0{SocketPath}{number}") is not { } socket)
            if (await ConnectAsync($"{SocketPath}{number}") is { } onDisk)
                socket = onDisk;
            else
                return null;

        var connection = new DisplayConnection(socket);
        var cookie = XAuthority.FindCookie(authorityPath, number);
        if (await connection.SetUpAsync(cookie, cancellationToken))
            return connection;

        connection.Dispose();
        return null;
    }

    /// <summary>Waits until the X server is gone.</summary>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            while (await _stream.ReadAsync(buffer, cancellationToken) > 0)
                continue;
        }
        catch (IOException)
        {
            // gone in a hurry
        }
    }

    private static async Task<Socket?> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <remarks>
    /// byte order (l: little-endian), unused, version 11.0, length of the protocol's name, length of its data, unused;
    /// name and data, each padded to four bytes
    /// </remarks>
    private async Task<bool> SetUpAsync(byte[] cookie, CancellationToken cancellationToken)
    {
        var name = cookie.Length > 0 ? Encoding.ASCII.GetBytes(XAuthority.Protocol) : [];
        var request = new byte[12 + Padded(name.Length) + Padded(cookie.Length)];
        request[0] = (byte)'l';
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(2), 11);
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(6), (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(8), (ushort)cookie.Length);
        name.CopyTo(request, 12);
        cookie.CopyTo(request, 12 + Padded(name.Length));
        await _stream.WriteAsync(request, cancellationToken);

        var reply = new byte[ReplyLength];
        var read = await _stream.ReadAtLeastAsync(reply, ReplyLength, throwOnEndOfStream: false, cancellationToken);
        return read == ReplyLength && reply[0] == Success;
    }

    private static int Padded(int length) => (length + 3) / 4 * 4;
}
