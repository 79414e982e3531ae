using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Dependents;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>The control interface's way to the supervisor.</summary>
internal sealed class GatewayDesk(
    SupervisorLoop loop,
    ApiBoard board,
    ProcessObserver processes,
    NetworkObserver network,
    DependentsLoop dependents,
    OperatorRequests requests,
    TimeProvider clock
) : IGatewayDesk
{
    public IReadOnlyList<GatewayReport> Reports =>
        [
            loop.Report with
            {
                Session = board.Session,
                Account = board.Account,
                Process = processes.Latest,
                Network = network.Latest,
                Dependents = dependents.Reports,
            },
        ];

    public Task<OperatorAnswer> RestartAsync(
        InstanceName gateway,
        Peer peer,
        string? reason,
        CancellationToken cancellationToken
    ) =>
        requests.AskAsync(
            request => loop.Publish(new SupervisorEvent.RestartRequested(clock.GetUtcNow(), request, NameOf(peer), reason)),
            clock,
            cancellationToken
        );

    public Task<OperatorAnswer> AckAsync(InstanceName gateway, Peer peer, CancellationToken cancellationToken) =>
        requests.AskAsync(
            request => loop.Publish(new SupervisorEvent.AcknowledgeRequested(clock.GetUtcNow(), request, NameOf(peer))),
            clock,
            cancellationToken
        );

    private static string NameOf(Peer peer) => $"uid {peer.UserId}, process {peer.ProcessId}";
}
