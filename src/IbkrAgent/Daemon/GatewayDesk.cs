using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>The control interface's way to the supervisors.</summary>
/// <param name="testAlertAsync">over the channel of that id, or over all of them.</param>
internal sealed class GatewayDesk(
    GatewaySet gateways,
    StatusBoard status,
    SettingsReload reload,
    Func<string?, CancellationToken, Task<OperatorAnswer>> testAlertAsync
) : IGatewayDesk
{
    public IReadOnlyList<GatewayReport> Reports => gateways.Reports;

    public string Complaint => status.Complaint;

    public CheckReport CheckRestart(InstanceName gateway) => Require(gateway).CheckRestart();

    public Task<CheckReport> PassRestartGateAsync(InstanceName gateway, CancellationToken cancellationToken) =>
        Require(gateway).PassRestartGateAsync(cancellationToken);

    public Task<OperatorAnswer> ReloadAsync(Peer peer, CancellationToken cancellationToken) =>
        reload.RunAsync(NameOf(peer), cancellationToken);

    public Task<OperatorAnswer> TestAlertAsync(string? channel, CancellationToken cancellationToken) =>
        testAlertAsync(channel, cancellationToken);

    public Task<OperatorAnswer> AskAsync(
        InstanceName gateway,
        Peer peer,
        OperatorWish wish,
        CancellationToken cancellationToken
    ) => Require(gateway).AskForOthersAsync(NameOf(peer), wish, cancellationToken);

    public Inhibitor? Inhibit(InstanceName gateway, Peer peer, InhibitorWish wish) =>
        Require(gateway).Inhibitors.Take(wish, NameOf(peer));

    public Inhibitor? Renew(InstanceName gateway, long inhibitor, TimeSpan span) =>
        Require(gateway).Inhibitors.Renew(inhibitor, span);

    public Inhibitor? Release(InstanceName gateway, long inhibitor) => Require(gateway).Inhibitors.Release(inhibitor);

    private GatewayRuntime Require(InstanceName gateway) =>
        gateways.Find(gateway) ?? throw new InvalidOperationException($"there is no gateway {gateway} any more");

    private static string NameOf(Peer peer) => $"uid {peer.UserId}, process {peer.ProcessId}";
}
