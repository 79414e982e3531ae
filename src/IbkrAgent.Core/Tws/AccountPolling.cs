using IbkrAgent.Accounts;

namespace IbkrAgent.Tws;

/// <summary>When the accounts are read: as a session begins, and then at the interval; never two at once.</summary>
/// <param name="interval">from the beginning of one reading to that of the next.</param>
/// <param name="timeout">how long the whole answer may take.</param>
/// <param name="withoutOrders">why orders are not asked for; null: they are, until the API turns out read-only.</param>
/// <remarks>
/// All times count from the start of the session. While the broker is lost nothing is read, and what was being read is
/// dropped: a Gateway would answer from what it remembers, or not at all. What could not be read is soon asked for
/// again.
/// </remarks>
public sealed class AccountPolling(
    TwsSession session,
    TimeSpan interval,
    TimeSpan timeout,
    UnreadCause? withoutOrders = null
)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private TimeSpan _interval = interval;
    private UnreadCause? _withoutOrders = withoutOrders;
    private TimeSpan _dueAt;
    private TimeSpan? _overdueAt;

    /// <summary>The moment at which a reading or the end of one is due.</summary>
    public TimeSpan NextAt => _overdueAt ?? (session.UpstreamLost is null ? _dueAt : TimeSpan.MaxValue);

    /// <summary>What the next readings are to be like; the one that is due moves with the interval.</summary>
    public void Adjust(TimeSpan newInterval, UnreadCause? newWithoutOrders)
    {
        _withoutOrders = newWithoutOrders;
        if (newInterval == _interval)
            return;

        if (_dueAt > TimeSpan.Zero)
            _dueAt += newInterval - _interval;
        _interval = newInterval;
    }

    public void BeginIfDue(TimeSpan now)
    {
        if (_overdueAt is not null || now < NextAt)
            return;

        session.BeginAccountReading(session.IsReadOnly ? UnreadCause.ReadOnlyApi : _withoutOrders);
        _dueAt = now + _interval;
        _overdueAt = now + timeout;
    }

    /// <summary>What was read, when it is complete or took too long; else null.</summary>
    /// <param name="at">the same moment as <paramref name="now"/>, on the clock.</param>
    public AccountSnapshot? TryEnd(TimeSpan now, DateTimeOffset at)
    {
        if (_overdueAt is not { } overdueAt || (!session.IsAccountAnswered && now < overdueAt))
            return null;

        _overdueAt = null;
        var snapshot = session.EndAccountReading(at, timeout);
        if (session.UpstreamLost is not null)
        {
            _dueAt = now;
            return null;
        }

        if (snapshot.Unread.Any(unread => unread.Cause == UnreadCause.Failed) && now + RetryAfter < _dueAt)
            _dueAt = now + RetryAfter;

        return snapshot;
    }

    /// <summary>The next reading is due now, unless one is under way.</summary>
    public void Hurry(TimeSpan now)
    {
        if (_overdueAt is null && now < _dueAt)
            _dueAt = now;
    }

    /// <summary>Puts the next reading off by the interval: the Gateway wants fewer requests.</summary>
    public void Postpone(TimeSpan now) => _dueAt = now + _interval;
}
