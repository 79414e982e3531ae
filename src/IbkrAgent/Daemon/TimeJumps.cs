using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>Notices that the host slept, or that its clock was set, by comparing three clocks.</summary>
/// <remarks>
/// CLOCK_MONOTONIC stands still while the host sleeps, CLOCK_BOOTTIME goes on, and neither is ever set
/// (clock_gettime(2)). A clock that is slewed moves too little between two looks to count.
/// </remarks>
/// <param name="sinceBoot">CLOCK_BOOTTIME.</param>
internal sealed class TimeJumps(TimeProvider clock, Func<TimeSpan> sinceBoot)
{
    /// <summary>Less is no jump: a thread may be kept waiting between the reading of two clocks.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private (DateTimeOffset Wall, long Monotonic, TimeSpan Boot) _last = (
        clock.GetUtcNow(),
        clock.GetTimestamp(),
        sinceBoot()
    );

    /// <summary>What happened since the last look, a sleep first.</summary>
    public IReadOnlyList<SupervisorEvent.TimeJumped> Look()
    {
        var now = (Wall: clock.GetUtcNow(), Monotonic: clock.GetTimestamp(), Boot: sinceBoot());
        var passed = now.Boot - _last.Boot;
        var slept = passed - clock.GetElapsedTime(_last.Monotonic, now.Monotonic);
        var set = now.Wall - _last.Wall - passed;
        _last = now;
        return slept < Least && set.Duration() < Least ? [] : [.. Jumps(now.Wall, slept, set)];
    }

    private static IEnumerable<SupervisorEvent.TimeJumped> Jumps(DateTimeOffset now, TimeSpan slept, TimeSpan set)
    {
        if (slept >= Least)
            yield return new(now, slept, IsSuspend: true);
        if (set.Duration() >= Least)
            yield return new(now, set, IsSuspend: false);
    }
}
