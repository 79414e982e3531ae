using IbkrAgent.Health;

namespace IbkrAgent.Control;

/// <summary>Answer to <c>GET /v1/status</c>, and output of <c>ibkr-agent status --json</c>.</summary>
/// <param name="Schema">grows when a member changes its meaning or goes away, not when one is added.</param>
/// <param name="At">when the daemon answered.</param>
/// <param name="Complaint">what is wrong with the settings in the file, while older ones hold; else empty.</param>
public sealed record StatusDocument(
    int Schema,
    string Version,
    DateTimeOffset At,
    IReadOnlyList<GatewayReport> Gateways,
    string Complaint = ""
)
{
    public const int CurrentSchema = 1;
}
