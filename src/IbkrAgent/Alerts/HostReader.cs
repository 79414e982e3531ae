using IbkrAgent.Health;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;
using IbkrAgent.Systemd.Host;

namespace IbkrAgent.Alerts;

/// <summary>Reads how the host is, from where the daemon's sandbox lets it.</summary>
internal sealed class HostReader(SystemBus bus, TimeProvider time)
{
    private const string Nodes = "/sys/devices/system/node";
    private const string Disk = "/var";

    /// <summary>systemd starts the program that knows.</summary>
    private static readonly TimeSpan ClockTimeout = TimeSpan.FromSeconds(5);

    private readonly TimeDate _timeDate = new(bus);

    public async Task<HostReading> ReadAsync(CancellationToken cancellationToken) =>
        new(
            HostClock.SinceBoot(),
            HostLoad.Read() is var (one, five, fifteen) ? new(one, five, fifteen) : null,
            Environment.ProcessorCount,
            ReadMemory(),
            ReadDisk(),
            await ReadClockAsync(cancellationToken)
        );

    /// <summary>Null when the kernel does not say it.</summary>
    public static HostAmount? ReadMemory()
    {
        try
        {
            return NodeMemoryText.Read(
                Directory
                    .EnumerateDirectories(Nodes, "node*")
                    .Select(node => File.ReadAllText(Path.Combine(node, "meminfo")))
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static HostAmount? ReadDisk()
    {
        try
        {
            var drive = new DriveInfo(Disk);
            return new(drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<bool?> ReadClockAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(ClockTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await _timeDate.IsSynchronisedAsync(either.Token);
        }
        catch (SystemdException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
