using IbkrAgent.Health;

namespace IbkrAgent.Cli;

/// <summary>Output of <c>ibkr-agent health-check --json</c>.</summary>
/// <param name="Status">the exit status.</param>
/// <param name="Source">who looked: <c>daemon</c> or <c>direct</c>.</param>
public sealed record HealthDocument(
    int Schema,
    int Status,
    Verdict Verdict,
    string Reason,
    string NextStep,
    string Gateway,
    string Source,
    DateTimeOffset SeenAt
)
{
    public const int CurrentSchema = 1;
}
