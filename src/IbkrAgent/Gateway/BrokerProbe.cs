using System.Globalization;
using System.Net;
using System.Net.Sockets;
using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using IbkrAgent.Tws;
using Microsoft.Extensions.Logging;
using static System.FormattableString;

namespace IbkrAgent.Gateway;

/// <summary>Finds out whether the broker's host takes a connection from here. Sends nothing.</summary>
/// <param name="target">tells <c>HOST:PORT</c>; empty: it is not asked.</param>
internal sealed class BrokerProbe(
    string gateway,
    Func<string> target,
    TimeProvider clock,
    Action<SupervisorEvent> publish,
    ILogger logger
) : IDisposable
{
    private const int MostAddresses = 4;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The broker is not asked more often; until then its last answer counts.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private SupervisorEvent.BrokerProbed? _last;
    private long _lastAt;
    private string _asked = "";

    /// <summary>Publishes the answer. While it is being found out, asking again changes nothing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var host = target();
        if (host.Length == 0 || !await _turn.WaitAsync(TimeSpan.Zero, CancellationToken.None))
            return;

        try
        {
            if (_last is null || _asked != host || clock.GetElapsedTime(_lastAt) >= Pause)
                await AskAsync(host, cancellationToken);

            publish(_last! with { At = clock.GetUtcNow() });
        }
        catch (OperationCanceledException)
        {
            // the daemon stops
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task AskAsync(string host, CancellationToken cancellationToken)
    {
        (_asked, _lastAt) = (host, clock.GetTimestamp());
        var failure = await TryConnectAsync(host, cancellationToken);
        var detail = failure is null ? $"{host} takes connections" : $"{host} cannot be reached: {failure}";
        logger.BrokerProbed(gateway, detail);
        _last = new(clock.GetUtcNow(), failure is null, detail);
    }

    /// <summary>Null when a connection came about, else why none did.</summary>
    private async Task<string?> TryConnectAsync(string host, CancellationToken cancellationToken)
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
