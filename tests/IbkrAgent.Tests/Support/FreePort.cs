using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace IbkrAgent.Tests.Support;

/// <summary>A TCP port that nobody listens on, and that no other test gets.</summary>
internal static class FreePort
{
    private static readonly ConcurrentDictionary<int, bool> Taken = new();

    public static int Take()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Taken.TryAdd(port, true))
                return port;
        }
    }
}
