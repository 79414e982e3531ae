using System.Collections.Concurrent;

namespace IbkrAgent.Faults;

/// <summary>Plays faults side by side, each on a fresh host: they mostly wait.</summary>
internal sealed class FaultRun(int atATime, TimeProvider clock, Action<FaultResult> tell)
{
    public async Task<IReadOnlyList<FaultResult>> RunAsync(
        IReadOnlyList<Round> rounds,
        CancellationToken cancellationToken
    )
    {
        await using var tree = await FaultTree.BuildAsync(cancellationToken);
        var results = new ConcurrentQueue<FaultResult>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            rounds.OrderByDescending(round => round.Fault.Patience), // the long ones must not be the last
            options,
            async (round, token) =>
            {
                var result = await PlayAsync(round, tree, token);
                results.Enqueue(result);
                tell(result);
            }
        );
        return [.. results];
    }

    private async Task<FaultResult> PlayAsync(Round round, Container tree, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        Loss? loss;
        try
        {
            await using (var host = await Container.BootAsync(round.Label, tree, cancellationToken))
                loss = await new FaultPlay(round.Fault, host, clock).RunAsync(round.Moment);
            if (loss is null)
                JournalLeaks.ThrowIfAny();
        }
        catch (Exception exception) when (exception is EvidenceException or TimeoutException or IOException)
        {
            loss = new("the host did not boot, or did not go", exception.Message);
        }

        return new(round.Label, round.Fault, clock.GetElapsedTime(began), loss);
    }
}
