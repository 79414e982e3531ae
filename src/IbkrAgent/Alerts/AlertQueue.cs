using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Logging;
using Polly;

namespace IbkrAgent.Alerts;

/// <summary>
/// Sends alerts over one channel, in order, one at a time, until each was taken, and says in the journal what became of
/// it.
/// </summary>
/// <remarks>
/// What waits is on disk before <see cref="Send"/> returns. The network is never waited for there: the supervisor must not
/// stand still because a web service does.
/// </remarks>
internal sealed class AlertQueue : IDisposable
{
    private readonly IAlertChannel _channel;
    private readonly OutboxFile _file;
    private readonly Live<AgentSettings> _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<WebAnswer> _untilTaken;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(initialCount: 1);
    private Outbox _outbox;
    private Alert? _onItsWay;
    private string _lastComplaint = "";

    public AlertQueue(
        IAlertChannel channel,
        OutboxFile file,
        Live<AgentSettings> settings,
        TimeProvider time,
        ILogger logger
    )
    {
        (_channel, _file, _settings, _time, _logger) = (channel, file, settings, time, logger);
        _untilTaken = WebRetry.Pipeline(
            time,
            int.MaxValue,
            static answer => answer is WebAnswer.TryLater,
            WebRetry.PauseOf,
            Complain
        );
        (_outbox, var problem) = file.Read(time.GetUtcNow());
        if (problem is not null)
            logger.OutboxLost(channel.Name, file.Path, problem);
        if (_outbox.Waiting.Count is > 0 and var waiting)
            logger.AlertsWaited(channel.Name, waiting);
    }

    /// <summary>Puts an alert into the queue, from any thread.</summary>
    public void Send(Alert alert)
    {
        lock (_gate)
            Become(
                _outbox.Add(alert, _channel.LeastSeverity(_settings.Current.Alerts), _onItsWay),
                $"{Outbox.Capacity} others wait"
            );
        _arrived.Release();
    }

    /// <summary>Runs until cancelled; what waits then is told by the next daemon.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _arrived.WaitAsync(cancellationToken);
            while (HasNext())
                if (
                    await _untilTaken.ExecuteAsync(AttemptAsync, cancellationToken) is WebAnswer.Taken
                    {
                        Pause: { } pause
                    }
                )
                    await Task.Delay(pause, _time, cancellationToken);
        }
    }

    public void Dispose() => _arrived.Dispose();

    private bool HasNext()
    {
        lock (_gate)
            return _outbox.Next is not null;
    }

    /// <summary>One attempt with whatever is next: while an alert waits for another attempt it can be overtaken.</summary>
    private async ValueTask<WebAnswer> AttemptAsync(CancellationToken cancellationToken)
    {
        Alert? alert;
        Alert told;
        lock (_gate)
        {
            Become(_outbox.Expire(_time.GetUtcNow()), $"it has waited for {Outbox.LongestWait.TotalDays:0} days");
            alert = _onItsWay = _outbox.Next;
            if (alert is null)
                return new WebAnswer.Taken("");
            told = _outbox.AsTold(alert, _time.GetUtcNow());
        }

        WebAnswer? answer = null;
        try
        {
            answer = await _channel.SendAsync(told, _settings.Current.Alerts, cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _onItsWay = null;
                Become(answer is WebAnswer.Taken or WebAnswer.Refused ? _outbox.Without(alert) : _outbox.Settle());
            }
        }

        if (answer is WebAnswer.Refused { Reason: var reason })
            _logger.AlertGivenUp(
                alert.Gateway,
                alert.Code,
                _channel.Name,
                reason,
                alert.Title,
                alert.Text,
                alert.IncidentId
            );
        else if (answer is WebAnswer.Taken)
            _logger.AlertSent(alert.Gateway, alert.Code, _channel.Name, alert.IncidentId);
        return answer;
    }

    /// <summary>Once for each alert and reason: a web service can be away for hours.</summary>
    private void Complain(WebAnswer answer, TimeSpan pause)
    {
        if (
            answer is not WebAnswer.TryLater { Reason: var reason }
            || _outbox.Next is not { } alert
            || _lastComplaint == (_lastComplaint = $"{alert.IncidentId} {alert.Code} {reason}")
        )
            return;

        _logger.AlertRetried(alert.Gateway, alert.Code, _channel.Name, pause, reason);
    }

    private void Become(OutboxChange change, string why)
    {
        Become(change.Outbox);
        foreach (var alert in change.Dropped)
            _logger.AlertDropped(
                alert.Gateway,
                alert.Code,
                _channel.Name,
                why,
                alert.Title,
                alert.Text,
                alert.IncidentId
            );
    }

    private void Become(Outbox outbox)
    {
        if (outbox == _outbox)
            return;

        _outbox = outbox;
        try
        {
            _file.Write(outbox);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.OutboxNotSaved(_channel.Name, _file.Path, exception);
        }
    }
}
