using IbkrAgent.Control;
using IbkrAgent.Health;

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

    /// <summary>A scheduled restart, by the supervisor.</summary>
    Task<OperatorAnswer> AskForRestartAsync(string why, CancellationToken cancellationToken);
}
