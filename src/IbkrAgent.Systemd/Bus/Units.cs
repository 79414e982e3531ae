using System.Collections.Concurrent;
using System.Threading.Channels;

namespace IbkrAgent.Systemd.Bus;

/// <summary>systemd's units over the bus (org.freedesktop.systemd1(5)).</summary>
/// <remarks>
/// Units are restarted, never started: a restart starts what is stopped, and the right to start would be the right to
/// run anything as root (StartTransientUnit is authorised as "start" since systemd 257). Callable from any thread.
/// </remarks>
public sealed class Units : IDisposable
{
    private const string Service = "org.freedesktop.systemd1";
    private const string ManagerPath = "/org/freedesktop/systemd1";
    private const string Manager = "org.freedesktop.systemd1.Manager";
    private const string UnitInterface = "org.freedesktop.systemd1.Unit";
    private const string Properties = "org.freedesktop.DBus.Properties";
    private const string BusName = "org.freedesktop.DBus";
    private const string BusPath = "/org/freedesktop/DBus";
    private const string OwnerChanges =
        $"type='signal',sender='{BusName}',path='{BusPath}',"
        + $"interface='{BusName}',member='NameOwnerChanged',arg0='{Service}'";

    private readonly SystemBus _bus;
    private readonly JobTable _jobs = new();
    private readonly ConcurrentDictionary<UnitSubscription, bool> _subscriptions = [];
    private readonly List<IDisposable> _registrations = [];
    private string? _owner;

    public Units(SystemBus bus)
    {
        _bus = bus;
        _registrations.Add(bus.Match(OwnerChanges, OnNameOwnerChanged));
        _registrations.Add(bus.Match(ManagerSignal("JobNew"), OnJobNew));
        _registrations.Add(bus.Match(ManagerSignal("JobRemoved"), OnJobRemoved));
        _registrations.Add(bus.Match(ManagerSignal("Reloading"), OnReloading));
        _registrations.Add(bus.Listen(new(Connected: () => _ = IntroduceAsync(), Disconnected: OnDisconnected)));
    }

    /// <summary>
    /// Restarts a unit, or starts it when it is stopped; returns as soon as systemd has accepted the job.
    /// </summary>
    public Task<UnitJob> RestartAsync(string unit, CancellationToken cancellationToken) =>
        QueueAsync("RestartUnit", unit, cancellationToken);

    /// <summary>Runs ExecReload= of a running unit; returns as soon as systemd has accepted the job.</summary>
    public Task<UnitJob> ReloadAsync(string unit, CancellationToken cancellationToken) =>
        QueueAsync("ReloadUnit", unit, cancellationToken);

    /// <summary>Stops a unit; returns as soon as systemd has accepted the job.</summary>
    public Task<UnitJob> StopAsync(string unit, CancellationToken cancellationToken) =>
        QueueAsync("StopUnit", unit, cancellationToken);

    public Task<UnitProperties> GetUnitAsync(string unit, CancellationToken cancellationToken) =>
        _bus.CallAsync(GetAll(unit), UnitProperties.Read, cancellationToken);

    public Task<UnitResources> GetResourcesAsync(string unit, CancellationToken cancellationToken) =>
        _bus.CallAsync(GetAll(unit), UnitResources.Read, cancellationToken);

    public Task<TimerProperties> GetTimerAsync(string unit, CancellationToken cancellationToken) =>
        _bus.CallAsync(GetAll(unit), TimerProperties.Read, cancellationToken);

    /// <summary>When PID 1 began: in a container that is its own boot, not the kernel's.</summary>
    public Task<DateTimeOffset?> GetBootTimeAsync(CancellationToken cancellationToken) =>
        _bus.CallAsync(
            new BusCall(Service, ManagerPath, Properties, "Get", Manager, "UserspaceTimestamp"),
            message => new PropertyValue(message).ReadTimestamp(),
            cancellationToken
        );

    /// <summary>The processes in the unit's control group; none when systemd does not know the unit.</summary>
    public async Task<IReadOnlyList<UnitProcess>> GetProcessesAsync(string unit, CancellationToken cancellationToken)
    {
        try
        {
            return await _bus.CallAsync(Call("GetUnitProcesses", unit), UnitProcess.ReadAll, cancellationToken);
        }
        catch (SystemdException exception) when (IsNotLoaded(exception))
        {
            return [];
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    /// <summary>The changes of the named units, all jobs, reloads and reconnects, from now on.</summary>
    /// <remarks>systemd announces each change two or three times; <see cref="UnitWatcher"/> compares.</remarks>
    internal UnitSubscription Subscribe(IEnumerable<string> units)
    {
        var subscription = new UnitSubscription(closed => _subscriptions.TryRemove(closed, out _));
        _subscriptions[subscription] = true;
        foreach (var unit in units)
            subscription.Add(
                _bus.Match(
                    $"type='signal',sender='{Service}',path='{UnitPath.Of(unit)}',"
                        + $"interface='{Properties}',member='PropertiesChanged'",
                    message => OnPropertiesChanged(subscription, unit, message)
                )
            );

        return subscription;
    }

    /// <summary>Reads all properties of a unit into the stream, at the place in it where they were true.</summary>
    internal Task ReadIntoAsync(ChannelWriter<UnitEvent> events, string unit, CancellationToken cancellationToken)
    {
        return _bus.CallAsync(GetAll(unit), Read, cancellationToken);

        bool Read(BusMessage message)
        {
            events.TryWrite(new UnitEvent.Snapshot(UnitProperties.Read(message)));
            return true;
        }
    }

    private static string ManagerSignal(string member) =>
        $"type='signal',sender='{Service}',path='{ManagerPath}',interface='{Manager}',member='{member}'";

    private static BusCall Call(string member, params string[] arguments) =>
        new(Service, ManagerPath, Manager, member, arguments);

    // An empty interface name stands for all of them: one call for Unit and Service together.
    private static BusCall GetAll(string unit) => new(Service, UnitPath.Of(unit), Properties, "GetAll", "");

    private static bool IsNotLoaded(SystemdException exception) =>
        exception.ErrorName == "org.freedesktop.systemd1.NoSuchUnit";

    private async Task<UnitJob> QueueAsync(string member, string unit, CancellationToken cancellationToken)
    {
        using var expectation = _jobs.Expect();
        return await _bus.CallAsync(
            Call(member, unit, "replace"),
            message => _jobs.Add(unit, message.ReadObjectPath()),
            cancellationToken
        );
    }

    /// <summary>Finds out who systemd is on this bus, and asks it for signals.</summary>
    private async Task IntroduceAsync()
    {
        var generation = _bus.Generation;
        try
        {
            var getOwner = new BusCall(BusName, BusPath, BusName, "GetNameOwner", Service);
            await _bus.CallAsync(getOwner, message => _owner = message.ReadString(), CancellationToken.None);
            await SubscribeToSignalsAsync();
        }
        catch (SystemdException exception) when (exception.ErrorName is BusName + ".Error.NameHasNoOwner")
        {
            // systemd is not on the bus yet; NameOwnerChanged tells when it is.
        }
        catch (SystemdException exception)
        {
            _bus.Break(generation, exception);
        }
        catch (ObjectDisposedException)
        {
            // The bus was closed meanwhile.
        }
    }

    private async Task SubscribeToSignalsAsync()
    {
        try
        {
            await _bus.CallAsync(Call("Subscribe"), static _ => true, CancellationToken.None);
        }
        catch (SystemdException exception) when (exception.ErrorName is Service + ".AlreadySubscribed")
        {
            // The subscription outlived a re-execution of systemd.
        }

        Publish(new UnitEvent.Reconnected());
    }

    private void OnNameOwnerChanged(BusMessage message)
    {
        if (message.Sender != BusName)
            return;

        message.Skip("ss");
        _owner = message.ReadString();
        if (_owner.Length > 0)
            _ = IntroduceAsync();
    }

    private void OnDisconnected(string reason)
    {
        _owner = null;
        _jobs.Fail(reason);
    }

    private void OnJobNew(BusMessage message)
    {
        if (!IsFromSystemd(message))
            return;

        var id = message.ReadUInt32();
        message.Skip("o");
        Publish(new UnitEvent.JobAdded(id, message.ReadString()));
    }

    private void OnJobRemoved(BusMessage message)
    {
        if (!IsFromSystemd(message))
            return;

        var id = message.ReadUInt32();
        message.Skip("o");
        var unit = message.ReadString();
        var result = message.ReadString();
        _jobs.Remove(id, result);
        Publish(new UnitEvent.JobRemoved(id, unit, result));
    }

    private void OnReloading(BusMessage message)
    {
        if (IsFromSystemd(message))
            Publish(new UnitEvent.Reloading(message.ReadBoolean()));
    }

    private void OnPropertiesChanged(UnitSubscription subscription, string unit, BusMessage message)
    {
        if (!IsFromSystemd(message))
            return;

        var isLast = message.ReadString() == UnitInterface;
        subscription.Writer.TryWrite(new UnitEvent.UnitChanged(unit, UnitPropertyChanges.Read(message), isLast));
    }

    // A match does not keep out a signal that anybody on the bus sends to us directly.
    private bool IsFromSystemd(BusMessage message) => message.Sender is { } sender && sender == _owner;

    private void Publish(UnitEvent @event)
    {
        foreach (var subscription in _subscriptions.Keys)
            subscription.Writer.TryWrite(@event);
    }
}
