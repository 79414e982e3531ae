using IbkrAgent.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Alerts;

/// <summary>Sends each alert over every channel; one that is slow or away keeps none of the others.</summary>
/// <param name="channels">none: alerts are off, and go nowhere.</param>
/// <param name="paths">where what was not told yet is kept.</param>
/// <param name="settings">asked for each alert: they can change.</param>
internal sealed class AlertSender(
    IReadOnlyList<IAlertChannel> channels,
    HostPaths paths,
    Live<AgentSettings> settings,
    TimeProvider time,
    ILogger<AlertSender> logger
) : BackgroundService
{
    private readonly AlertQueue[] _queues =
    [
        .. channels.Select(channel => new AlertQueue(
            channel,
            new OutboxFile(paths.Outbox(channel.Id)),
            settings,
            time,
            logger
        )),
    ];

    /// <summary>From any thread; waits for the disk only: an alert is remembered before its cause is.</summary>
    public void Send(Alert alert)
    {
        foreach (var queue in _queues)
            queue.Send(alert);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_queues.Select(queue => queue.RunAsync(stoppingToken)));

    public override void Dispose()
    {
        foreach (var queue in _queues)
            queue.Dispose();
        base.Dispose();
    }
}
