using IbkrAgent.Alerts;
using IbkrAgent.Logging;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Cli;

/// <summary>Watches what becomes of a unit that has failed, and tells the operator unless it comes back.</summary>
/// <param name="lookAsync">at the unit of that name.</param>
/// <param name="readLines">what the unit has complained of until an instant.</param>
/// <remarks>
/// It stays until the unit is back, an hour at most: as long as it runs, systemd starts no second one, and a unit that
/// fails again and again is told once.
/// </remarks>
internal sealed class FailureReport(
    LastResort lastResort,
    Func<string, CancellationToken, Task<FailureLook>> lookAsync,
    Func<string, DateTimeOffset, IReadOnlyList<string>> readLines,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QuietTime = TimeSpan.FromHours(1);

    public async Task<ExitCode> RunAsync(string unit, CancellationToken cancellationToken)
    {
        if (!lastResort.HasChannels)
            return ExitCode.Ok; // said already, and no failure of its own: nobody wants to be told

        var (outcome, look) = await WatchAsync(unit, cancellationToken);
        if (ReasonToBeSilent(outcome) is { } reason)
        {
            logger.FailurePassed(unit, reason);
            return ExitCode.Ok;
        }

        var alert = FailureRules.Compose(unit, outcome, look, readLines(unit, look.At));
        if (!await lastResort.SendAsync(alert, unit, cancellationToken))
            return ExitCode.Unavailable;

        await KeepQuietAsync(unit, cancellationToken);
        return ExitCode.Ok;
    }

    private static string? ReasonToBeSilent(FailureOutcome outcome) =>
        outcome switch
        {
            FailureOutcome.Back => "it runs again",
            FailureOutcome.Stopped => "it was stopped meanwhile",
            FailureOutcome.ToldByDaemon => "the daemon runs, and tells what becomes of its restarts",
            _ => null,
        };

    private async Task<(FailureOutcome Outcome, FailureLook Look)> WatchAsync(
        string unit,
        CancellationToken cancellationToken
    )
    {
        var first = await lookAsync(unit, cancellationToken);
        var (now, ended) = (first, first);
        FailureOutcome outcome;
        while ((outcome = FailureRules.Judge(unit, first, now)) == FailureOutcome.Undecided)
        {
            await Task.Delay(LookInterval, time, cancellationToken);
            now = await lookAsync(unit, cancellationToken);
            // What systemd did not tell before is no number to count from.
            if (!first.Unit.IsKnown)
                first = now with { At = first.At };
            // What begins anew has not ended yet, and systemd calls that a success.
            if (now.Unit.Result is not ("" or "success"))
                ended = now;
        }

        return (outcome, now with { Unit = ended.Unit });
    }

    private async Task KeepQuietAsync(string unit, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < QuietTime)
        {
            await Task.Delay(QuietInterval, time, cancellationToken);
            var now = await lookAsync(unit, cancellationToken);
            if (FailureRules.Judge(unit, now, now) is FailureOutcome.Back or FailureOutcome.Stopped)
                return;
        }
    }
}
