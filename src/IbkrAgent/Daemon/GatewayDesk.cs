using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>The control interface's way to the supervisors.</summary>
internal sealed class GatewayDesk(GatewaySet gateways) : IGatewayDesk
{
    public IReadOnlyList<GatewayReport> Reports => gateways.Reports;

    public Task<OperatorAnswer> AskAsync(
        InstanceName gateway,
        Peer peer,
        OperatorWish wish,
        CancellationToken cancellationToken
    ) =>
        (gateways.Find(gateway) ?? throw new InvalidOperationException($"there is no gateway {gateway} any more")).AskAsync(
            $"uid {peer.UserId}, process {peer.ProcessId}",
            wish,
            cancellationToken
        );
}
