using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;

namespace IbkrAgent.Daemon;

/// <summary>The control interface's way to the supervisors.</summary>
internal sealed class GatewayDesk(GatewaySet gateways) : IGatewayDesk
{
    public IReadOnlyList<GatewayReport> Reports => gateways.Reports;

    public Task<OperatorAnswer> RestartAsync(
        InstanceName gateway,
        Peer peer,
        string? reason,
        CancellationToken cancellationToken
    ) => Of(gateway).RestartAsync(NameOf(peer), reason, cancellationToken);

    public Task<OperatorAnswer> AckAsync(InstanceName gateway, Peer peer, CancellationToken cancellationToken) =>
        Of(gateway).AckAsync(NameOf(peer), cancellationToken);

    private GatewayRuntime Of(InstanceName name) =>
        gateways.Find(name) ?? throw new InvalidOperationException($"there is no gateway {name} any more");

    private static string NameOf(Peer peer) => $"uid {peer.UserId}, process {peer.ProcessId}";
}
