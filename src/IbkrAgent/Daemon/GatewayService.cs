using IbkrAgent.Gateway;
using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using IbkrAgent.Systemd.Daemon;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>Keeps one gateway's parts going, and tells systemd when the agent is ready.</summary>
internal sealed class GatewayService(
    string gateway,
    SupervisorLoop loop,
    GatewayUnit unit,
    GatewayJournal journal,
    InstallationWatch installation,
    ApiMonitor api,
    HostWatch host,
    IDecisionExecutor executor,
    ServiceNotifier notifier,
    TimeProvider clock,
    ILogger<GatewayService> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        List<Task> parts =
        [
            NamedAsync("the supervisor's loop", loop.RunAsync(executor, ending.Token)),
            NamedAsync("watching the installation", installation.RunAsync(ending.Token)),
            NamedAsync("watching the unit", unit.WatchAsync(ending.Token)),
            NamedAsync("following the journal", journal.FollowAsync(ending.Token)),
            NamedAsync("watching the API", api.RunAsync(ending.Token)),
            NamedAsync("watching processes and ports", host.RunAsync(ending.Token)),
            NamedAsync("beginning", BeginAsync(ending.Token)),
        ];

        // One part that fails takes all down: systemd starts the agent anew, and it adopts what it finds.
        while (parts.Count > 0)
        {
            var ended = await Task.WhenAny(parts);
            parts.Remove(ended);
            if (ended.IsFaulted)
                await ending.CancelAsync();
        }

        stoppingToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException("a part of the agent failed; the entry before this one says which");
    }

    /// <summary>Nothing is decided before the unit and the journal have been read up to now.</summary>
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        loop.Reported += report => notifier.Status(StatusLine.Of(report));
        await Task.WhenAll(unit.Seen, journal.CaughtUp, installation.Seen).WaitAsync(cancellationToken);
        loop.Publish(new SupervisorEvent.Settled(clock.GetUtcNow()));
        await loop.PingAsync(cancellationToken);
        logger.AgentReady();
        notifier.Ready(StatusLine.Of(loop.Report));
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
    }

    private async Task NamedAsync(string name, Task part)
    {
        try
        {
            await part;
        }
        catch (OperationCanceledException)
        {
            // The daemon stops.
        }
        catch (Exception exception)
        {
            logger.TaskFailed(gateway, name, exception);
            throw;
        }
    }
}
