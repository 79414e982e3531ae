using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Supervision;

namespace IbkrAgent.Control;

/// <summary>Where the control interface takes its questions and the operator's wishes.</summary>
/// <remarks>
/// Called from many threads. A wish is carried out to its end even if the one who asked has gone away.
/// </remarks>
public interface IGatewayDesk
{
    IReadOnlyList<GatewayReport> Reports { get; }

    /// <summary>Whether a restart of a gateway is safe now.</summary>
    CheckReport CheckRestart(InstanceName gateway);

    /// <summary>The same, afresh, for the timer's service: a restart that is to be put off is put off.</summary>
    Task<CheckReport> PassRestartGateAsync(InstanceName gateway, CancellationToken cancellationToken);

    /// <summary>What is wrong with the settings in the file, while older ones hold; else empty.</summary>
    string Complaint { get; }

    /// <summary>Reads the settings again.</summary>
    Task<OperatorAnswer> ReloadAsync(Peer peer, CancellationToken cancellationToken);

    /// <summary>Sends a test message over a channel, or over all of them, and says what each answered.</summary>
    Task<OperatorAnswer> TestAlertAsync(string? channel, CancellationToken cancellationToken);

    Task<OperatorAnswer> AskAsync(
        InstanceName gateway,
        Peer peer,
        OperatorWish wish,
        CancellationToken cancellationToken
    );

    /// <summary>A restart is to wait; null: there are as many inhibitors as there may be.</summary>
    Inhibitor? Inhibit(InstanceName gateway, Peer peer, InhibitorWish wish);

    /// <summary>An inhibitor ends so long from now; null: it does not stand.</summary>
    Inhibitor? Renew(InstanceName gateway, long inhibitor, TimeSpan span);

    /// <summary>An inhibitor ends; null: it does not stand.</summary>
    Inhibitor? Release(InstanceName gateway, long inhibitor);
}
