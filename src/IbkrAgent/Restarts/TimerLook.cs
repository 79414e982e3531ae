using IbkrAgent.Logging;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Restarts;

/// <summary>Asks systemd when the timer of the restart elapses next: it owns the schedule.</summary>
internal sealed class TimerLook(Units units, string gateway, string timer, ILogger logger)
{
    private string _told = "";

    /// <summary>Null: it does not elapse, or systemd does not say; what is wrong is said once.</summary>
    public async Task<DateTimeOffset?> NextElapseAsync(CancellationToken cancellationToken)
    {
        var (elapse, problem) = await AskAsync(cancellationToken);
        if (problem != _told && problem.Length > 0)
            logger.NoRestartTimer(gateway, timer, problem);
        _told = problem;
        return elapse;
    }

    /// <summary>Says when another answer may be due: a drop-in was loaded, or the timer was started.</summary>
    public Task WatchAsync(Action onTouched, CancellationToken cancellationToken) =>
        new UnitTouches(units).WatchAsync(timer, onTouched, cancellationToken);

    private async Task<(DateTimeOffset?, string)> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var properties = await units.GetTimerAsync(timer, cancellationToken);
            return properties switch
            {
                { LoadState: not "loaded" } => (null, $"systemd says {properties.LoadState} of it"),
                { ActiveState: not "active" } => (null, $"it is {properties.ActiveState}"),
                _ => (properties.NextElapse, ""),
            };
        }
        catch (SystemdException exception)
        {
            return (null, exception.Message);
        }
    }
}
