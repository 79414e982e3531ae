using IbkrAgent.Controllers;
using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Gateway;

/// <summary>
/// The gateway's unit: its changes become events, and the three things that may be done to it are done here.
/// </summary>
internal sealed class GatewayUnit
{
    /// <summary>
    /// Longer than any stop and start of the unit may take; then the supervisor looks at the world anew.
    /// </summary>
    private static readonly TimeSpan LongestJob = TimeSpan.FromMinutes(10);

    private readonly Units _units;
    private readonly string _gateway;
    private readonly string _unit;
    private readonly IController _controller;
    private readonly TimeProvider _clock;
    private readonly Action<SupervisorEvent> _publish;
    private readonly ILogger _logger;
    private readonly UnitFeed _feed;
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GatewayUnit(
        Units units,
        string gateway,
        string unit,
        IController controller,
        TimeProvider clock,
        Action<SupervisorEvent> publish,
        ILogger logger
    )
    {
        (_units, _gateway, _unit, _controller) = (units, gateway, unit, controller);
        (_clock, _publish, _logger) = (clock, publish, logger);
        _feed = new(units, unit, Publish, OnIdleJob);
    }

    /// <summary>Completes when the unit's state has been published for the first time.</summary>
    public Task Seen => _seen.Task;

    /// <summary>Publishes the unit's state, and each change of it, until cancelled.</summary>
    public Task WatchAsync(CancellationToken cancellationToken) => _feed.WatchAsync(cancellationToken);

    public Task RestartAsync(long intent, string why, CancellationToken cancellationToken)
    {
        _logger.RestartingUnit(_gateway, _unit, why);
        return ActAsync(intent, _units.RestartAsync, cancellationToken);
    }

    public Task ReloadAsync(long intent, string why, CancellationToken cancellationToken)
    {
        _logger.ReloadingUnit(_gateway, _unit, why);
        return ActAsync(intent, _units.ReloadAsync, cancellationToken);
    }

    public Task StopAsync(long intent, string why, CancellationToken cancellationToken)
    {
        _logger.StoppingUnit(_gateway, _unit, why);
        return ActAsync(intent, _units.StopAsync, cancellationToken);
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
        var end = status.HasEnded ? _controller.Explain(status.ExitStatus) : null;
        _publish(new SupervisorEvent.UnitObserved(_clock.GetUtcNow(), status, end));
        _seen.TrySetResult();
    }

    /// <summary>The journal tells of all other jobs, and more exactly.</summary>
    private void OnIdleJob(uint id) => _publish(new SupervisorEvent.UnitJobSeen(_clock.GetUtcNow(), "stop", id));

    private async Task ActAsync(
        long intent,
        Func<string, CancellationToken, Task<UnitJob>> queueAsync,
        CancellationToken cancellationToken
    )
    {
        var (job, result) = (0u, "");
        try
        {
            var queued = await queueAsync(_unit, cancellationToken);
            job = queued.Id;
            _publish(new SupervisorEvent.ActionAccepted(_clock.GetUtcNow(), intent, job));
            _logger.JobQueued(_gateway, _unit, job);
            result = (await queued.Completion.WaitAsync(LongestJob, _clock, cancellationToken)).Result;

            // The supervisor judges the job by what became of the unit.
            await _feed.PublishNowAsync(() => Finish(intent, job, result), cancellationToken);
            return;
        }
        catch (SystemdException exception)
        {
            result = result.Length > 0 ? result : exception.Message; // of a job that has ended only its result is known
        }
        catch (TimeoutException)
        {
            result = $"the job did not end within {LongestJob.TotalMinutes} minutes";
        }
        catch (OperationCanceledException)
        {
            return; // The daemon stops; the job goes on, and its end is seen by the next one.
        }

        Finish(intent, job, result);
    }

    private void Finish(long intent, uint job, string result)
    {
        _logger.JobEnded(_gateway, _unit, job, result);
        _publish(new SupervisorEvent.ActionFinished(_clock.GetUtcNow(), intent, result));
    }
}
