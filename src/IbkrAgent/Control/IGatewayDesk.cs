using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Supervision;

namespace IbkrAgent.Control;

/// <summary>Where the control interface takes its questions and the operator's wishes.</summary>
/// <remarks>
/// Called from many threads. A wish is carried out to its end even if the one who asked has gone away.
/// </remarks>
public interface IGatewayDesk
{
    IReadOnlyList<GatewayReport> Reports { get; }

    Task<OperatorAnswer> AskAsync(
        InstanceName gateway,
        Peer peer,
        OperatorWish wish,
        CancellationToken cancellationToken
    );
}
