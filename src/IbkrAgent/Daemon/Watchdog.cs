using IbkrAgent.Systemd.Daemon;
using Microsoft.Extensions.Hosting;

namespace IbkrAgent.Daemon;

/// <summary>Keeps systemd's watchdog quiet, but only while every supervisor's loop moves.</summary>
/// <remarks>A ping goes through each loop's own channel: a loop that is stuck does not answer, and systemd ends the
/// daemon.</remarks>
internal sealed class Watchdog(GatewaySet gateways, ServiceNotifier notifier, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (notifier.WatchdogInterval is not { } interval)
            return;

        using var timer = new PeriodicTimer(interval / 3, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await gateways.PingAsync(stoppingToken);
            notifier.Watchdog();
        }
    }
}
