namespace IbkrAgent.Systemd.Bus;

/// <summary>Tells when anything about a unit may have changed, of whatever kind it is, its files among it.</summary>
public sealed class UnitTouches(Units units)
{
    /// <summary>Watches until cancelled: its own changes, a reload of all units, and the bus that comes back.</summary>
    public async Task WatchAsync(string unit, Action onTouched, CancellationToken cancellationToken)
    {
        using var subscription = units.Subscribe([unit]);
        await foreach (var @event in subscription.Events.ReadAllAsync(cancellationToken))
        {
            if (
                @event
                is UnitEvent.UnitChanged { IsLast: true }
                    or UnitEvent.Reloading { IsActive: false }
                    or UnitEvent.Reconnected
            )
                onTouched();
        }
    }
}
