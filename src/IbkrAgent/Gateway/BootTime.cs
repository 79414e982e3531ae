using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;

namespace IbkrAgent.Gateway;

/// <summary>When the host was booted, as systemd says.</summary>
internal sealed class BootTime(SystemBus bus, Units units, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the bus tells it; the beginning of time when systemd does not know.</summary>
    public async Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await bus.WaitUntilConnectedAsync(cancellationToken);
            try
            {
                return await units.GetBootTimeAsync(cancellationToken) ?? DateTimeOffset.UnixEpoch;
            }
            catch (SystemdException)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}
