using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace IbkrAgent.Systemd.Bus;

/// <summary>The state of a unit as a stream: what it is now, then each change.</summary>
/// <remarks>
/// Changes are taken from the signals, because a state may be gone by the time it is asked for: a unit that failed can
/// be on its way up again, and one whose condition did not hold is forgotten at once and then reads as a success. All is
/// read anew after a reload and when the bus or systemd comes back.
/// </remarks>
/// <param name="onIdleJob">hears the id of each job that had nothing to do, because the unit was down.</param>
public sealed class UnitWatcher(Units units, Action<uint>? onIdleJob = null)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <summary>Watches until cancelled; while the bus is away the stream is silent.</summary>
    public async IAsyncEnumerable<UnitProperties> WatchAsync(
        string unit,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var subscription = units.Subscribe([unit]);
        var idleJobs = new IdleJobs(unit);
        var reading = ReadAsync(subscription.Writer, unit, stopping.Token);
        try
        {
            UnitProperties? current = null;
            UnitProperties? told = null;
            await foreach (var @event in subscription.Events.ReadAllAsync(cancellationToken))
            {
                if (@event is UnitEvent.Reconnected or UnitEvent.Reloading { IsActive: false })
                    reading = Task.WhenAll(reading, ReadAsync(subscription.Writer, unit, stopping.Token));

                current = @event switch
                {
                    UnitEvent.Snapshot snapshot => snapshot.Properties,
                    UnitEvent.UnitChanged changed => current?.With(changed.Changes),
                    _ => current,
                };
                if (idleJobs.Hear(@event, current) is { } idleJob)
                    onIdleJob?.Invoke(idleJob);

                if (current is null || (@event is UnitEvent.UnitChanged change && !IsWhole(change, current)))
                    continue;

                if (current == told)
                    continue;

                told = current;
                yield return current;
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await reading;
        }
    }

    // When a job begins, systemd announces the new process and the cleared result while the unit still is down: that is
    // a state which never was.
    private static bool IsWhole(UnitEvent.UnitChanged change, UnitProperties current) =>
        change.IsLast
        && current switch
        {
            { ActiveState: "inactive" or "failed", MainPid: not 0 } => false,
            { ActiveState: "failed", Result: "success" } => false,
            _ => true,
        };

    /// <summary>Reads until it succeeds; what is read comes in the order of the events.</summary>
    private async Task ReadAsync(ChannelWriter<UnitEvent> events, string unit, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await units.ReadIntoAsync(events, unit, cancellationToken);
                return;
            }
            catch (SystemdException)
            {
                await Task.Delay(RetryPause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException exception)
            {
                events.TryComplete(exception);
                return;
            }
        }
    }
}
