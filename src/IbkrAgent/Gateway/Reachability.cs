using System.Globalization;
using System.Net;
using System.Net.Sockets;
using IbkrAgent.Tws;
using static System.FormattableString;

namespace IbkrAgent.Gateway;

/// <summary>Whether a host takes a connection from here. Nothing is sent to it.</summary>
internal static class Reachability
{
    private const int MostAddresses = 4;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Null when a connection came about, else why none did.</summary>
    /// <param name="host"><c>HOST:PORT</c>.</param>
    public static async Task<string?> FindProblemAsync(
        string host,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var colon = host.LastIndexOf(':');
        var port = int.Parse(host.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        using var limit = new TimeLimit(Timeout, clock, cancellationToken);
        using var connected = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host[..colon], limit.Token);

            // All at once: an address that nothing answers from does not use up the time of the others.
            var attempts = addresses
                .Take(MostAddresses)
                .Select(address => ConnectAsync(new(address, port), connected.Token))
                .ToList();
            SocketException? failure = null;
            await foreach (var attempt in Task.WhenEach(attempts))
                if ((failure = await attempt) is null)
                    return null;

            return failure?.Message ?? "it has no address";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Invariant($"no answer within {Timeout.TotalSeconds} s");
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return exception.Message; // the name has no address
        }
        finally
        {
            await connected.CancelAsync();
        }
    }

    private static async Task<SocketException?> ConnectAsync(IPEndPoint end, CancellationToken cancellationToken)
    {
        using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(end, cancellationToken);
            return null;
        }
        catch (SocketException exception)
        {
            return exception;
        }
    }
}
