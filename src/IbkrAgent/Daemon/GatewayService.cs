using IbkrAgent.Logging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>Keeps all gateways going, and tells systemd when the agent is ready and how they are.</summary>
internal sealed class GatewayService(GatewaySet gateways, StatusBoard status, ILogger<GatewayService> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        gateways.Reported += status.Tell;

        // One gateway that fails takes all down: systemd starts the agent anew, and it adopts what it finds.
        var running = gateways.RunAsync(stoppingToken);
        var settled = gateways.WhenSettledAsync(stoppingToken);
        await Task.WhenAny(settled, running);
        // A daemon that is told to stop before that was never ready.
        if (settled.IsCompletedSuccessfully && !running.IsCompleted)
        {
            logger.AgentReady();
            status.TellReady();
        }

        await running;
    }
}
