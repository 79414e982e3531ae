using System.Collections.Immutable;

namespace IbkrAgent.Restarts;

/// <summary>What is remembered of one gateway's restarts.</summary>
/// <param name="Proof">of the last one, until the next; null before the first.</param>
/// <param name="Past">what became of those before, the latest last.</param>
public sealed record RestartMemory(RestartPlanMemory Plan, RestartProof? Proof, ImmutableArray<RestartReport> Past)
{
    private const int Kept = 50;

    public static readonly RestartMemory Empty = new(RestartPlanMemory.Empty, null, []);

    /// <summary>Another restart is followed from now on.</summary>
    public RestartMemory Begin(RestartProof proof) =>
        this with
        {
            Proof = proof,
            Past = Proof is { } last ? [.. Past.TakeLast(Kept - 1), Final(last)] : Past,
        };

    private static RestartReport Final(RestartProof last) =>
        last.IsOver
            ? last.Report
            : last.Report with
            {
                Outcome = RestartOutcome.Failed,
                Text = "another restart followed before it was known what became of this one",
            };
}
