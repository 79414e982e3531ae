namespace IbkrAgent.Systemd.Bus;

/// <summary>The host's clock as systemd knows it (org.freedesktop.timedate1(5)).</summary>
public sealed class TimeDate(SystemBus bus)
{
    private const string Service = "org.freedesktop.timedate1";
    private const string Path = "/org/freedesktop/timedate1";
    private const string Properties = "org.freedesktop.DBus.Properties";

    /// <summary>Whether the kernel says that some program keeps its clock right.</summary>
    /// <exception cref="SystemdException">The bus is away, or systemd-timedated did not start or not answer.</exception>
    public Task<bool> IsSynchronisedAsync(CancellationToken cancellationToken) =>
        bus.CallAsync(
            new BusCall(Service, Path, Properties, "Get", Service, "NTPSynchronized") { StartsService = true },
            message => new PropertyValue(message).ReadBoolean(),
            cancellationToken
        );
}
