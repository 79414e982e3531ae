using IbkrAgent.Control;
using IbkrAgent.Gateway;

namespace IbkrAgent.Cli;

/// <summary>Tells a daemon that is gone from one that is being started anew, as in an upgrade.</summary>
/// <param name="readUnitAsync">asks systemd for a unit.</param>
internal sealed class DaemonAbsence(
    ControlClient daemon,
    Func<string, TimeSpan, CancellationToken, Task<UnitReading>> readUnitAsync,
    TimeProvider time
)
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <remarks>Longer than it takes to stop and to start (TimeoutStopSec=, TimeoutStartSec=).</remarks>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether nobody listens, and systemd says that the daemon is down. One that is neither there nor down in time is
    /// not absent: two that act would be worse than none.
    /// </summary>
    public async Task<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        for (var start = time.GetTimestamp(); ; await Task.Delay(Interval, time, cancellationToken))
        {
            if (daemon.Status(Answer) is not ControlReply<StatusDocument>.NotThere)
                return false;
            if ((await readUnitAsync(UnitNames.Daemon, Answer, cancellationToken)).Unit.IsDown)
                return true;
            if (time.GetElapsedTime(start) > LongestStart)
                return false;
        }
    }
}
