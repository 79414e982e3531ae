using IbkrAgent.Controllers;
using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using IbkrAgent.Systemd.Journal;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Gateway;

/// <summary>
/// The journal of the gateway's unit: what the controller says, what the start gate says, what PID 1 does.
/// </summary>
/// <param name="publishAsync">gets what an entry means, and its cursor; null from time to time when nothing meant
/// anything.</param>
/// <param name="publish">gets what comes from no entry.</param>
internal sealed class GatewayJournal(
    string gateway,
    string unit,
    string? cursor,
    IController controller,
    Func<CancellationToken, Task<DateTimeOffset>> bootTimeAsync,
    TimeProvider clock,
    Func<SupervisorEvent?, string, CancellationToken, ValueTask> publishAsync,
    Action<SupervisorEvent> publish,
    ILogger logger
)
{
    /// <summary>How often the place reached is told although nothing there meant anything.</summary>
    private static readonly TimeSpan PlaceInterval = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything that was written while the agent was away has been published.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Publishes until cancelled. Without a cursor it begins with the next entry.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var bootedAt = await bootTimeAsync(cancellationToken);
        publish(new SupervisorEvent.HostBooted(clock.GetUtcNow(), bootedAt));
        JournalStart start = cursor is null ? new JournalStart.Tail() : new JournalStart.After(cursor);
        await using var follower = new JournalFollower(JournalFilter.ForUnits(unit), start);
        var toldAt = clock.GetTimestamp();
        await foreach (var @event in follower.ReadAllAsync(cancellationToken))
        {
            switch (@event)
            {
                case JournalEvent.Gap:
                    logger.JournalGap(gateway, cursor ?? "");
                    publish(new SupervisorEvent.JournalGapFound(clock.GetUtcNow()));
                    break;
                case JournalEvent.CaughtUp:
                    _caughtUp.TrySetResult();
                    break;
                case JournalEvent.Written { Entry: var entry }:
                    var meaning = JournalMeaning.Of(entry, controller, unit, bootedAt);
                    if (meaning is null && clock.GetElapsedTime(toldAt) < PlaceInterval)
                        break;

                    toldAt = clock.GetTimestamp();
                    await publishAsync(meaning, entry.Cursor, cancellationToken);
                    break;
            }
        }
    }
}
