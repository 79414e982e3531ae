using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

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
        var failure = await Reachability.FindProblemAsync(host, clock, cancellationToken);
        var detail = failure is null ? $"{host} takes connections" : $"{host} cannot be reached: {failure}";
        logger.BrokerProbed(gateway, detail);
        _last = new(clock.GetUtcNow(), failure is null, detail);
    }
}
