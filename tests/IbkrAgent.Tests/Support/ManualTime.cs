namespace IbkrAgent.Tests.Support;

/// <summary>A clock that moves only when it is told to. Its timers fire inside <see cref="Advance"/>.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _elapsed.Ticks;

    /// <summary>Both clocks go on.</summary>
    public void Advance(TimeSpan by)
    {
        var end = _elapsed + by;
        while (_timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt) is { DueAt: { } due } next)
        {
            Move(due - _elapsed);
            next.Fire();
        }

        Move(end - _elapsed);
    }

    /// <summary>The wall clock is set; the time that passes is not.</summary>
    public void Step(TimeSpan by) => _now += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    private void Move(TimeSpan by)
    {
        _now += by;
        _elapsed += by;
    }

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        /// <summary>On the clock that is not set; null: it waits for nothing.</summary>
        public TimeSpan? DueAt { get; private set; }

        public void Fire()
        {
            DueAt = null;
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period); // no periodic timer is needed so far
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsed + dueTime;
            return true;
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
