using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>
/// The supervisor's deadlines. One of each kind; setting it again replaces it. Owned by the supervisor's loop.
/// </summary>
/// <param name="due">told from another thread that a deadline may be due; <see cref="Take"/> says whether it still
/// is.</param>
internal sealed class DeadlineTimers(TimeProvider clock, Action<Deadline> due) : IDisposable
{
    /// <summary>
    /// Timers run on the monotonic clock: a longer wait is cut, so that a step of the wall clock is noticed.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Deadline, (DateTimeOffset At, ITimer Timer)> _set = [];

    public void Set(Deadline deadline, DateTimeOffset at)
    {
        Clear(deadline);
        _set[deadline] = (at, clock.CreateTimer(_ => due(deadline), null, WaitUntil(at), Timeout.InfiniteTimeSpan));
    }

    public void Clear(Deadline deadline)
    {
        if (_set.Remove(deadline, out var entry))
            entry.Timer.Dispose();
    }

    /// <summary>All that is set happens later by so much, or earlier when it is negative.</summary>
    public void Shift(TimeSpan by)
    {
        foreach (var (deadline, (at, _)) in _set.ToList())
            Set(deadline, at + by);
    }

    /// <summary>True, once, when the deadline is set and has passed; else the wait goes on.</summary>
    public bool Take(Deadline deadline)
    {
        if (!_set.TryGetValue(deadline, out var entry))
            return false;
        if (clock.GetUtcNow() < entry.At)
        {
            entry.Timer.Change(WaitUntil(entry.At), Timeout.InfiniteTimeSpan);
            return false;
        }

        Clear(deadline);
        return true;
    }

    public void Dispose()
    {
        foreach (var (_, timer) in _set.Values)
            timer.Dispose();
    }

    private TimeSpan WaitUntil(DateTimeOffset at)
    {
        // One millisecond more than asked for: a timer may fire a fraction early.
        var wait = at - clock.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        return TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks));
    }
}
