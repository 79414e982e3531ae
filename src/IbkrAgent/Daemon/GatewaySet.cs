using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Daemon;

/// <summary>The gateways of the host, in the order of the settings.</summary>
internal sealed class GatewaySet(AgentSettings settings, DaemonParts daemon) : IDisposable
{
    public IReadOnlyList<GatewayRuntime> All { get; } =
        [.. settings.Gateways.Select(gateway => new GatewayRuntime(settings, gateway, daemon))];

    public IReadOnlyList<GatewayReport> Reports => [.. All.Select(gateway => gateway.Report)];

    /// <summary>Null when there is none of that name.</summary>
    public GatewayRuntime? Find(InstanceName name) => All.FirstOrDefault(gateway => gateway.Name == name);

    /// <summary>Completes when every supervisor has worked through everything that was there before.</summary>
    public Task PingAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(All.Select(gateway => gateway.PingAsync(cancellationToken)));

    public void Dispose()
    {
        foreach (var gateway in All)
            gateway.Dispose();
    }
}
