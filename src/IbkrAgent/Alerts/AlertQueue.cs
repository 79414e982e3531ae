using System.Collections.Concurrent;
using System.Threading.Channels;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace IbkrAgent.Alerts;

/// <summary>Sends alerts over one channel, in order, one at a time, and says in the journal what became of each.</summary>
/// <remarks>
/// The queue is bounded and never waited for: the supervisor must not stand still because a web service does.
/// </remarks>
internal sealed class AlertQueue(IAlertChannel channel, Live<AgentSettings> settings, TimeProvider time, ILogger logger)
{
    private const int Capacity = 100;
    private const int Attempts = 10;

    private readonly Channel<Alert> _queue = Channel.CreateBounded<Alert>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }
    );

    /// <summary>More incidents than can be open; those of restarts have no all-clear.</summary>
    private const int MostIncidents = 1000;

    /// <summary>The incidents of which this channel was told.</summary>
    private readonly ConcurrentDictionary<string, bool> _told = [];

    /// <summary>Puts an alert into the queue, from any thread.</summary>
    public void Send(Alert alert)
    {
        if (IsWanted(alert) && !_queue.Writer.TryWrite(alert))
            logger.AlertDropped(alert.Gateway, alert.Code, "the queue is full or closed", alert.Title, alert.Text);
    }

    /// <summary>The all-clear is for whoever was alarmed, however little it matters by itself.</summary>
    private bool IsWanted(Alert alert)
    {
        var isLoud = alert.Severity >= channel.LeastSeverity(settings.Current.Alerts);
        if (alert.Code == AlertCatalog.Recovered.Code)
            return _told.TryRemove(alert.IncidentId, out _) || isLoud;
        if (!isLoud)
            return false;

        if (_told.Count >= MostIncidents)
            _told.Clear();
        return _told[alert.IncidentId] = true;
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Alert? unsent = null;
        try
        {
            await foreach (var alert in _queue.Reader.ReadAllAsync(cancellationToken))
            {
                unsent = alert;
                await DeliverAsync(alert, cancellationToken);
                unsent = null;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _queue.Writer.Complete();
            for (; unsent is not null || _queue.Reader.TryRead(out unsent); unsent = null)
                logger.AlertDropped(unsent.Gateway, unsent.Code, "the daemon stops", unsent.Title, unsent.Text);
        }
    }

    private async Task DeliverAsync(Alert alert, CancellationToken cancellationToken)
    {
        var delivery = await Pipeline(alert)
            .ExecuteAsync(async token => await channel.SendAsync(alert, token), cancellationToken);
        var failure = delivery switch
        {
            AlertDelivery.TryLater(var reason, _) => reason,
            AlertDelivery.Refused(var reason) => reason,
            _ => null,
        };
        if (failure is null)
            logger.AlertSent(alert.Gateway, alert.Code, channel.Name, alert.IncidentId);
        else
            logger.AlertGivenUp(alert.Gateway, alert.Code, channel.Name, failure, alert.Title, alert.Text);
    }

    /// <remarks>
    /// Ten attempts at 1 s, 2 s, 4 s ... and at most 2 min: about eight minutes, and longer when asked to wait.
    /// </remarks>
    private ResiliencePipeline<AlertDelivery> Pipeline(Alert alert)
    {
        var retry = new RetryStrategyOptions<AlertDelivery>
        {
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            DelayGenerator = static arguments =>
                ValueTask.FromResult((arguments.Outcome.Result as AlertDelivery.TryLater)?.Pause),
            MaxDelay = TimeSpan.FromMinutes(2),
            MaxRetryAttempts = Attempts - 1,
            OnRetry = arguments =>
            {
                var reason = (arguments.Outcome.Result as AlertDelivery.TryLater)?.Reason ?? "";
                logger.AlertRetried(alert.Gateway, alert.Code, channel.Name, arguments.RetryDelay, reason);
                return ValueTask.CompletedTask;
            },
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is AlertDelivery.TryLater),
        };
        return new ResiliencePipelineBuilder<AlertDelivery> { TimeProvider = time }
            .AddRetry(retry)
            .Build();
    }
}
