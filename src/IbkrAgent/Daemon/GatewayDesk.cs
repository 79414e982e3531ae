using IbkrAgent.Common;
using IbkrAgent.Control;
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
            },
        ];

    public Task<OperatorAnswer> RestartAsync(
        InstanceName gateway,
        Peer peer,
        string? reason,
        CancellationToken cancellationToken
    ) =>
        requests.AskAsync(
            request => loop.Publish(new SupervisorEvent.OperatorAsked(clock.GetUtcNow(), request, NameOf(peer), new OperatorWish.Restart(reason, false, null))),
            clock,
            cancellationToken
        );

    public Task<OperatorAnswer> AckAsync(InstanceName gateway, Peer peer, CancellationToken cancellationToken) =>
        requests.AskAsync(
            request => loop.Publish(new SupervisorEvent.OperatorAsked(clock.GetUtcNow(), request, NameOf(peer), new OperatorWish.Acknowledge())),
            clock,
            cancellationToken
        );

    private static string NameOf(Peer peer) => $"uid {peer.UserId}, process {peer.ProcessId}";
}
