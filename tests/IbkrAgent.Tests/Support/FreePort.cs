using System.Net;
using System.Net.Sockets;

namespace IbkrAgent.Tests.Support;

/// <summary>A TCP port that nobody listens on, and that no other test gets.</summary>
/// <remarks>Below the ports that the kernel deals out, so that no connection takes it before it is used.</remarks>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _last = Environment.ProcessId * 100;

    public static int Take()
    {
        while (true)
            try
            {
                var port = First + ((Interlocked.Increment(ref _last) & int.MaxValue) % Count);
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // the next one
            }
    }
}
