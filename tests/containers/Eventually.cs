using System.Diagnostics;

namespace IbkrAgent.Containers;

/// <summary>Waits for a state of a container, with a deadline and with evidence when it does not come.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> HoldsAsync(
        Container container,
        Func<Task<bool>> condition,
        TimeSpan deadline,
        string what,
        CancellationToken cancellationToken
    )
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > deadline)
            {
                var journal = await container.JournalAsync(cancellationToken, "--lines=60", "--output=short-precise");
                throw new EvidenceException($"not within {deadline.TotalSeconds:0.#} s: {what}\n{journal}");
            }

            await Task.Delay(Interval, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Until a command line succeeds inside.</summary>
    public static Task<TimeSpan> SucceedsAsync(
        Container container,
        string command,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) =>
        HoldsAsync(
            container,
            async () => (await container.RunAsync(command, cancellationToken)).Status == 0,
            deadline,
            command,
            cancellationToken
        );
}
