using System.Collections.Concurrent;
using IbkrAgent.Gateway;
using IbkrAgent.Logging;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Dependents;

/// <summary>The units of a gateway's dependents and its ready target: watched, restarted, stopped.</summary>
internal sealed class DependentUnits(
    Units units,
    string gateway,
    TimeProvider clock,
    Action<DependentsEvent> publish,
    ILogger logger
)
{
    private const string BusErrors = "org.freedesktop.DBus.Error.";

    /// <summary>Longer than the stop and start of nearly every service; then its state is looked at anew.</summary>
    private static readonly TimeSpan LongestJob = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, UnitFeed> _feeds = [];

    /// <summary>Publishes a unit's state, and each change of it, until cancelled.</summary>
    public Task WatchAsync(string unit, CancellationToken cancellationToken) =>
        FeedOf(unit).WatchAsync(cancellationToken);

    public Task RestartAsync(long intent, string unit, string why, CancellationToken cancellationToken)
    {
        logger.RestartingDependent(gateway, unit, why);
        return ActAsync(intent, unit, units.RestartAsync, cancellationToken);
    }

    public Task StopAsync(long intent, string unit, string why, CancellationToken cancellationToken)
    {
        logger.StoppingDependent(gateway, unit, why);
        return ActAsync(intent, unit, units.StopAsync, cancellationToken);
    }

    private async Task ActAsync(
        long intent,
        string unit,
        Func<string, CancellationToken, Task<UnitJob>> queueAsync,
        CancellationToken cancellationToken
    )
    {
        var (outcome, result) = (ActionOutcome.Failed, "");
        try
        {
            var job = await queueAsync(unit, cancellationToken);
            var ended = await job.Completion.WaitAsync(LongestJob, clock, cancellationToken);
            (outcome, result) = (ended.IsDone ? ActionOutcome.Done : ActionOutcome.Failed, ended.Result);
            await FeedOf(unit).PublishNowAsync(() => Finish(intent, unit, outcome, result), cancellationToken);
            return;
        }
        catch (SystemdException exception)
        {
            // Of a job that has ended only its result is known.
            var isRefused = result.Length == 0 && IsRefusal(exception);
            (outcome, result) = isRefused
                ? (ActionOutcome.Refused, "access denied")
                : (outcome, result.Length > 0 ? result : exception.Message);
        }
        catch (TimeoutException)
        {
            result = $"the job did not end within {LongestJob.TotalMinutes} minutes";
        }
        catch (OperationCanceledException)
        {
            return; // The daemon stops; the job goes on, and its end is seen by the next one.
        }

        Finish(intent, unit, outcome, result);
    }

    private void Finish(long intent, string unit, ActionOutcome outcome, string result)
    {
        logger.DependentJobEnded(gateway, unit, result);
        publish(new DependentsEvent.ActionFinished(clock.GetUtcNow(), intent, outcome, result));
    }

    private UnitFeed FeedOf(string unit) =>
        _feeds.GetOrAdd(unit, name => new(units, name, state => Publish(name, state)));

    private void Publish(string unit, UnitProperties properties) =>
        publish(new DependentsEvent.UnitObserved(clock.GetUtcNow(), unit, GatewayUnit.StatusOf(properties)));

    private static bool IsRefusal(SystemdException exception) =>
        exception.ErrorName is BusErrors + "AccessDenied" or BusErrors + "InteractiveAuthorizationRequired";
}
