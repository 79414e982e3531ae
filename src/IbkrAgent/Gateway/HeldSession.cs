using IbkrAgent.Health;
using IbkrAgent.Tws;

namespace IbkrAgent.Gateway;

/// <summary>A session that became ready: listened to, asked for time and accounts, until it ends.</summary>
/// <param name="timing">asked again and again: a change does not cost the session.</param>
/// <param name="heartbeat">the answer that made the session ready.</param>
internal sealed class HeldSession(
    TwsConnection connection,
    RoundTrip heartbeat,
    Func<ApiMonitorTiming> timing,
    Func<TimeSpan> slowHeartbeat,
    TimeProvider time,
    ApiBoard board
)
{
    // An answer may lie in the socket while we were not running; it is read before the session is called silent.
    private static readonly TimeSpan ShortestRead = TimeSpan.FromMilliseconds(10);

    private readonly long _start = time.GetTimestamp();
    private readonly DateTimeOffset _since = time.GetUtcNow();
    private readonly TwsSession _session = connection.Session;
    private readonly AccountPolling _accounts = new(
        connection.Session,
        timing().AccountInterval,
        timing().AccountTimeout,
        board.WithoutOrders
    );
    private Heartbeat _heartbeat = new(
        timing().Interval,
        timing().Timeout,
        AskedAt: TimeSpan.Zero,
        UnansweredSince: null
    );
    private RoundTrip _roundTrip = heartbeat;
    private RoundTrip? _before;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Returns when the session is lost, or was silent for too long.</summary>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        ShowSession();
        ShowStatus(isAnswer: true);
        while (!IsGivenUp(Now))
        {
            Adjust();
            AskIfDue();
            var @event = await NextAsync(cancellationToken);
            if (@event is TwsEvent.Closed closed)
            {
                board.Show(new ApiStatus.Lost(closed.Reason));
                return;
            }

            var isAnswer = Take(@event);
            if (_accounts.TryEnd(Now, time.GetUtcNow()) is { } snapshot)
                board.Show(snapshot);

            ShowSession();
            ShowStatus(isAnswer);
        }
    }

    /// <summary>What comes next; null: nothing came before something is due.</summary>
    private async Task<TwsEvent?> NextAsync(CancellationToken cancellationToken)
    {
        using var sleep = new CancellationTokenSource();
        try
        {
            if (board.Wish.Sleep(sleep))
                _accounts.Hurry(Now);
            _accounts.BeginIfDue(Now);
            return await connection.ReadAsync(NextWait(Now), cancellationToken, sleep.Token);
        }
        finally
        {
            board.Wish.Wake();
        }
    }

    private void Adjust()
    {
        _heartbeat = _heartbeat with { Interval = timing().Interval, Timeout = timing().Timeout };
        _accounts.Adjust(timing().AccountInterval, board.WithoutOrders);
    }

    private void AskIfDue()
    {
        if (!_heartbeat.IsQuestionDue(Now))
            return;

        _session.RequestTime();
        _heartbeat = _heartbeat.Asked(Now);
    }

    private TimeSpan NextWait(TimeSpan now)
    {
        var question = _heartbeat.NextAt(now);
        var next = question < _accounts.NextAt ? question : _accounts.NextAt;
        return next - now > ShortestRead ? next - now : ShortestRead;
    }

    /// <summary>True when the event is the answer to a heartbeat.</summary>
    private bool Take(TwsEvent? @event)
    {
        switch (@event)
        {
            case TwsEvent.TimeTold told when _heartbeat.UnansweredSince is { } askedAt:
                _before = _roundTrip;
                _roundTrip = new(told.Time, time.GetUtcNow(), Now - askedAt);
                _heartbeat = _heartbeat.Answered();
                _session.EndBeginning(); // whatever was to be repeated to a new session has come before this answer
                return true;
            case TwsEvent.Noticed { Notice: var notice }:
                board.Show(notice);
                if (notice.Code == TwsErrorCode.RateExceeded)
                    _accounts.Postpone(Now);

                return false;
            default:
                return false;
        }
    }

    private void ShowSession() =>
        board.Show(
            new SessionReport(
                _since,
                _session.Version.Number,
                _session.ClientId,
                _roundTrip.AnsweredAt,
                _roundTrip.Latency,
                _roundTrip.ClockSkew,
                _session.BrokenFarms,
                _session.UpstreamLost,
                _session.IsReadOnly,
                _session.SkippedMessages
            ),
            SessionRules.OfSession(_roundTrip, _before, _session.BrokenFarms, slowHeartbeat())
        );

    private void ShowStatus(bool isAnswer)
    {
        if (isAnswer)
            board.ShowAnswer(ApiConnector.ReadyStatus(_session));
        else if (_heartbeat.IsOverdue(Now))
            board.Show(new ApiStatus.Silent(ApiStage.Heartbeat, "the held session does not answer the heartbeat"));
        else
            board.Show(ApiConnector.ReadyStatus(_session));
    }

    private bool IsGivenUp(TimeSpan now) => now >= _heartbeat.UnansweredSince + timing().Timeout + timing().SilentHold;
}
