namespace IbkrAgent.Dependents;

/// <summary>Tells that a time has come, once. Owned by one loop.</summary>
internal sealed class DependentsTimer : IDisposable
{
    /// <summary>
    /// Timers run on the monotonic clock: a longer wait is cut, so that a step of the wall clock is noticed.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;

    public DependentsTimer(TimeProvider clock, Action due)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Replaces the time that was set; null: none. It may be told early, when the wait is long.</summary>
    public void Set(DateTimeOffset? at) =>
        _timer.Change(at is { } time ? WaitUntil(time) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    private TimeSpan WaitUntil(DateTimeOffset at)
    {
        // One millisecond more than asked for: a timer may fire a fraction early.
        var wait = at - _clock.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        return TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks));
    }
}
