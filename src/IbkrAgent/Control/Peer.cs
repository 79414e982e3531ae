using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace IbkrAgent.Control;

/// <summary>The process at the other end of the control socket, as the kernel vouches for it.</summary>
public readonly record struct Peer(int ProcessId, int UserId, int GroupId)
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>unix(7), SO_PEERCRED: who connected, at the time of the connect.</summary>
    public static Peer Of(Socket socket)
    {
        Span<int> credentials = stackalloc int[3];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, MemoryMarshal.AsBytes(credentials));
        return new(credentials[0], credentials[1], credentials[2]);
    }
}
