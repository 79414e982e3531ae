namespace IbkrAgent.Tests.Support;

/// <summary>A clock that moves only when it is told to. Its timers fire inside <see cref="Advance"/>.</summary>
/// <remarks>One thread moves it; any may look at it and wait for it.</remarks>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp()
    {
        lock (_lock)
            return _elapsed.Ticks;
    }

    /// <summary>Both clocks go on.</summary>
    public void Advance(TimeSpan by)
    {
        var end = _elapsed + by;
        while (MoveToNext(end) is { } next)
            next.Fire();
    }

    /// <summary>The wall clock is set; the time that passes is not.</summary>
    public void Step(TimeSpan by)
    {
        lock (_lock)
            _now += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_lock)
            _timers.Add(timer);
        return timer;
    }

    /// <summary>The timer that is due next, with the clock at its time; null: none until then, which it is now.</summary>
    private ManualTimer? MoveToNext(TimeSpan end)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            var by = (next?.DueAt ?? end) - _elapsed;
            _now += by;
            _elapsed += by;
            next?.Take();
            return next;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        /// <summary>On the clock that is not set; null: it waits for nothing.</summary>
        public TimeSpan? DueAt { get; private set; }

        public void Take() => DueAt = null;

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period); // no periodic timer is needed so far
            lock (time._lock)
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsed + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
