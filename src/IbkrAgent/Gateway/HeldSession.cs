using IbkrAgent.Tws;

namespace IbkrAgent.Gateway;

/// <summary>A session that became ready, listened to and asked for the time until it ends.</summary>
internal sealed class HeldSession(
    TwsConnection connection,
    ApiMonitorTiming timing,
    TimeProvider time,
    Action<ApiStatus> report
)
{
    // An answer may lie in the socket while we were not running; it is read before the session is called silent.
    private static readonly TimeSpan ShortestRead = TimeSpan.FromMilliseconds(10);

    private readonly long _start = time.GetTimestamp();
    private Heartbeat _heartbeat = new(timing.Interval, timing.Timeout, AskedAt: TimeSpan.Zero, UnansweredSince: null);

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Returns when the session is lost, or was silent for too long.</summary>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        while (!IsGivenUp(Now))
        {
            AskIfDue();
            var wait = _heartbeat.NextAt(Now) - Now;
            var @event = await connection.ReadAsync(wait > ShortestRead ? wait : ShortestRead, cancellationToken);
            if (@event is TwsEvent.Closed closed)
            {
                report(new ApiStatus.Lost(closed.Reason));
                return;
            }

            if (@event is TwsEvent.TimeTold)
                _heartbeat = _heartbeat.Answered();

            report(Status());
        }
    }

    private void AskIfDue()
    {
        if (!_heartbeat.IsQuestionDue(Now))
            return;

        connection.Session.RequestTime();
        _heartbeat = _heartbeat.Asked(Now);
    }

    private ApiStatus Status() =>
        _heartbeat.IsOverdue(Now)
            ? new ApiStatus.Silent(ApiStage.Heartbeat, "the held session does not answer the heartbeat")
            : ApiConnector.ReadyStatus(connection.Session);

    private bool IsGivenUp(TimeSpan now) => now >= _heartbeat.UnansweredSince + timing.Timeout + timing.SilentHold;
}
