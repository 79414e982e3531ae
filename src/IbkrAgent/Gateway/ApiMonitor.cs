using System.Threading.Channels;
using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>
/// Keeps one session with the Gateway for as long as it is told to watch, and reports what becomes of it.
/// </summary>
/// <param name="timing">asked again and again.</param>
/// <param name="board">gets everything that is seen, from one task at a time.</param>
internal sealed class ApiMonitor(
    Live<GatewaySettings> settings,
    ApiTimeouts timeouts,
    Func<ApiMonitorTiming> timing,
    TimeProvider time,
    ApiBoard board
)
{
    private static readonly TimeSpan LastingSession = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _orders = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }
    );
    private ApiEndpoint _endpoint = ApiEndpoint.ForDaemon(settings.Current.Api);
    private volatile ApiConnector _connector = new(ApiEndpoint.ForDaemon(settings.Current.Api), timeouts, time);
    private volatile bool _isWatching;
    private long _since; // when the port began to be expected to open
    private int _failures;

    /// <summary>Our end of the held connection, or of the last one; zero before the first.</summary>
    public int LocalPort => _connector.LocalPort;

    /// <summary>Watch while the unit is active; otherwise nothing is connected and the status is unknown.</summary>
    public void Watch(bool enabled)
    {
        if (enabled == _isWatching)
            return;

        _isWatching = enabled;
        _orders.Writer.TryWrite(enabled);
    }

    /// <summary>Drops the session, if there is one, and tries at once and as eagerly as at the beginning.</summary>
    /// <remarks>
    /// For the moment the login completes, for a held session that is silent while a fresh one works, and for settings
    /// that name another port or client id.
    /// </remarks>
    public void Reconnect()
    {
        if (_isWatching)
            _orders.Writer.TryWrite(true);
    }

    /// <summary>Runs until <paramref name="stoppingToken"/>; nothing the peer does ends it.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var enabled = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            using var superseded = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var watching = enabled ? WatchAsync(superseded.Token) : Task.CompletedTask;
            if (!enabled)
                board.EndRun();

            try
            {
                enabled = await _orders.Reader.ReadAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // the session is closed below like any other
            }

            await superseded.CancelAsync();
            await watching;
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        _since = time.GetTimestamp();
        _failures = 0;
        try
        {
            while (true)
                await Task.Delay(await TryWatchOnceAsync(cancellationToken), time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // told to stop, or to begin anew
        }
    }

    private async Task<TimeSpan> TryWatchOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WatchOnceAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            board.Show(new ApiStatus.Rejected($"watching the API failed: {e.Message}"));
            return RetryPace.AfterFailure(++_failures);
        }
    }

    /// <summary>
    /// One attempt and, when it succeeds, the session to its end; gives the pause before the next attempt.
    /// </summary>
    private async Task<TimeSpan> WatchOnceAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var attempt = await ConnectorOfNow().ConnectAsync(cancellationToken);
        if (attempt.Open is { } open)
        {
            await HoldAsync(open, cancellationToken);
            _since = time.GetTimestamp();
            if (time.GetElapsedTime(start) > LastingSession)
            {
                _failures = 0;
                return RetryPace.AfterRefusal(TimeSpan.Zero);
            }

            return RetryPace.AfterFailure(++_failures);
        }

        board.Show(attempt.Status);
        if (attempt.Status is ApiStatus.Refused)
        {
            _failures = 0;
            return RetryPace.AfterRefusal(time.GetElapsedTime(_since));
        }

        var pause = RetryPace.AfterFailure(++_failures);
        return attempt.WantsAnotherClientId && pause < RetryPace.ClientIdPause ? RetryPace.ClientIdPause : pause;
    }

    /// <summary>Keeps which client id is free for as long as the settings name the same place.</summary>
    private ApiConnector ConnectorOfNow()
    {
        var endpoint = ApiEndpoint.ForDaemon(settings.Current.Api);
        if (endpoint != _endpoint)
            (_endpoint, _connector) = (endpoint, new(endpoint, timeouts, time));

        return _connector;
    }

    private async Task HoldAsync(OpenSession open, CancellationToken cancellationToken)
    {
        await using (open.Connection)
            try
            {
                await new HeldSession(
                    open.Connection,
                    open.Heartbeat,
                    timing,
                    () => settings.Current.Watch.SlowHeartbeat,
                    time,
                    board
                ).HoldAsync(cancellationToken);
            }
            finally
            {
                board.EndSession();
            }
    }
}
