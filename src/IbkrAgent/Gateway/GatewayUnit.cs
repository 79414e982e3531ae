using IbkrAgent.Controllers;
using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Gateway;

/// <summary>
/// The gateway's unit: its changes become events, and the two things that may be done to it are done here.
/// </summary>
internal sealed class GatewayUnit(
    Units units,
    string gateway,
    string unit,
    IController controller,
    TimeProvider clock,
    Action<SupervisorEvent> publish,
    ILogger logger
)
{
    /// <summary>
    /// Longer than any stop and start of the unit may take; then the supervisor looks at the world anew.
    /// </summary>
    private static readonly TimeSpan LongestJob = TimeSpan.FromMinutes(10);

    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the unit's state has been published for the first time.</summary>
    public Task Seen => _seen.Task;

    /// <summary>Publishes the unit's state, and each change of it, until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var watcher = new UnitWatcher(units);
        await foreach (var properties in watcher.WatchAsync(unit, cancellationToken))
        {
            Publish(properties);
            _seen.TrySetResult();
        }
    }

    public Task RestartAsync(long intent, string why, CancellationToken cancellationToken)
    {
        logger.RestartingUnit(gateway, unit, why);
        return ActAsync(intent, units.RestartAsync, cancellationToken);
    }

    public Task StopAsync(long intent, string why, CancellationToken cancellationToken)
    {
        logger.StoppingUnit(gateway, unit, why);
        return ActAsync(intent, units.StopAsync, cancellationToken);
    }

    public static UnitStatus StatusOf(UnitProperties properties) =>
        new(
            properties.LoadState,
            properties.ActiveState,
            properties.SubState,
            properties.Result,
            properties.ExecMainStatus,
            properties.MainPid,
            properties.InvocationId,
            properties.ActiveEnterTimestamp
        );

    private void Publish(UnitProperties properties)
    {
        var status = StatusOf(properties);
        var end = status.HasEnded ? controller.Explain(status.ExitStatus) : null;
        publish(new SupervisorEvent.UnitObserved(clock.GetUtcNow(), status, end));
    }

    private async Task ActAsync(
        long intent,
        Func<string, CancellationToken, Task<UnitJob>> queueAsync,
        CancellationToken cancellationToken
    )
    {
        var (job, result) = (0u, "");
        try
        {
            var queued = await queueAsync(unit, cancellationToken);
            job = queued.Id;
            publish(new SupervisorEvent.ActionAccepted(clock.GetUtcNow(), intent, job));
            logger.JobQueued(gateway, unit, job);
            result = (await queued.Completion.WaitAsync(LongestJob, clock, cancellationToken)).Result;

            // The supervisor judges the job by what became of the unit.
            var properties = await units.GetUnitAsync(unit, cancellationToken);
            Publish(properties);
        }
        catch (SystemdException exception)
        {
            result = exception.Message;
        }
        catch (TimeoutException)
        {
            result = $"the job did not end within {LongestJob.TotalMinutes} minutes";
        }
        catch (OperationCanceledException)
        {
            return; // The daemon stops; the job goes on, and its end is seen by the next one.
        }

        logger.JobEnded(gateway, unit, job, result);
        publish(new SupervisorEvent.ActionFinished(clock.GetUtcNow(), intent, result));
    }
}
