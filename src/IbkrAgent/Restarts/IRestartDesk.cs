using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Supervision;

namespace IbkrAgent.Restarts;

/// <summary>What the loop of one gateway's restarts asks and wants of the rest of the agent.</summary>
internal interface IRestartDesk
{
    /// <summary>All that is known of the Gateway now.</summary>
    GatewayReport Report { get; }

    /// <summary>Whether a restart is safe, by what is known.</summary>
    CheckReport Check();

    /// <summary>The same, after the accounts were read once more.</summary>
    Task<CheckReport> CheckAfreshAsync(CancellationToken cancellationToken);

    /// <summary>Asks the supervisor, which may refuse.</summary>
    Task<OperatorAnswer> AskAsync(OperatorWish wish, CancellationToken cancellationToken);
}
