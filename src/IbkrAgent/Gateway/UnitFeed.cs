using IbkrAgent.Systemd.Bus;

namespace IbkrAgent.Gateway;

/// <summary>
/// Publishes the states of one unit in their order, although two read them: the watch, and who ended a job.
/// </summary>
/// <param name="onIdleJob">see <see cref="UnitWatcher"/>.</param>
internal sealed class UnitFeed(Units units, string unit, Action<UnitProperties> publish, Action<uint>? onIdleJob = null)
{
    private readonly Lock _order = new();
    private int _changes;

    /// <summary>Publishes the unit's state, and each change of it, until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var properties in new UnitWatcher(units, onIdleJob).WatchAsync(unit, cancellationToken))
            lock (_order)
            {
                _changes++;
                publish(properties);
            }
    }

    /// <summary>Publishes what the unit is now, and does right after it what follows from that.</summary>
    /// <remarks>
    /// The watch may have published something newer than what was read; then it is read once more. It sees all changes
    /// in their order, so what it publishes afterwards ends with the truth.
    /// </remarks>
    /// <exception cref="Systemd.SystemdException">The unit cannot be read; nothing was published.</exception>
    public async Task PublishNowAsync(Action afterwards, CancellationToken cancellationToken)
    {
        while (true)
        {
            int before;
            lock (_order)
                before = _changes;
            var properties = await units.GetUnitAsync(unit, cancellationToken);
            lock (_order)
            {
                if (before != _changes)
                    continue;

                publish(properties);
                afterwards();
                return;
            }
        }
    }
}
