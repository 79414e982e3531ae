using IbkrAgent.Health;

namespace IbkrAgent.Control;

/// <summary>Answer to <c>GET /v1/status</c>, and output of <c>ibkr-agent status --json</c>.</summary>
/// <param name="Schema">grows when a member changes its meaning or goes away, not when one is added.</param>
/// <param name="At">when the daemon answered.</param>
public sealed record StatusDocument(
    int Schema,
    string Version,
    DateTimeOffset At,
    IReadOnlyList<GatewayReport> Gateways
)
{
    public const int CurrentSchema = 1;
}
