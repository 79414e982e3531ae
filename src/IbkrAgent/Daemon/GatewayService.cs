using IbkrAgent.Logging;
using IbkrAgent.Systemd.Daemon;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>Keeps all gateways going, and tells systemd when the agent is ready and how they are.</summary>
internal sealed class GatewayService(
    GatewaySet gateways,
    ServiceNotifier notifier,
    ILogger<GatewayService> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        List<Task> parts = [.. gateways.All.Select(gateway => gateway.RunAsync(ending.Token)), TellAsync(ending.Token)];

        // One part that fails takes all down: systemd starts the agent anew, and it adopts what it finds.
        await foreach (var ended in Task.WhenEach(parts))
            if (ended.IsFaulted)
                await ending.CancelAsync();

        stoppingToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException("a part of the agent failed; the entry before this one says which");
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var gateway in gateways.All)
            gateway.Reported += _ => notifier.Status(Status);
        await Task.WhenAll(gateways.All.Select(gateway => gateway.Settled)).WaitAsync(cancellationToken);
        logger.AgentReady();
        notifier.Ready(Status);
    }

    private string Status => StatusLine.Of(gateways.Reports);
}
