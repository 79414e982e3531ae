using IbkrAgent.Daemon;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Daemon;

public sealed class DeadlineTimersTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private readonly ManualTime _time = new(Some.Instant);
    private readonly List<Deadline> _passed = [];
    private readonly DeadlineTimers _timers;

    public DeadlineTimersTests() => _timers = new(_time, OnDue);

    public void Dispose() => _timers.Dispose();

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(86_400)]
    public void A_deadline_passes_once_and_not_early(int seconds)
    {
        var wait = TimeSpan.FromSeconds(seconds);
        _timers.Set(Deadline.Pause, Some.Instant + wait);

        _time.Advance(wait - Moment);
        Assert.Empty(_passed);

        _time.Advance(Moment * 2);
        Assert.Equal([Deadline.Pause], _passed);

        _time.Advance(wait);
        Assert.Equal([Deadline.Pause], _passed);
    }

    [Fact]
    public void A_deadline_in_the_past_passes_at_once()
    {
        _timers.Set(Deadline.Budget, Some.Instant.AddDays(-1));

        _time.Advance(TimeSpan.Zero);

        Assert.Equal([Deadline.Budget], _passed);
    }

    [Theory]
    [InlineData(10, 30)]
    [InlineData(30, 10)]
    public void Setting_it_again_replaces_it(int first, int second)
    {
        _timers.Set(Deadline.Pause, Some.Instant.AddSeconds(first));
        _timers.Set(Deadline.Pause, Some.Instant.AddSeconds(second));

        _time.Advance(TimeSpan.FromSeconds(second) - Moment);
        Assert.Empty(_passed);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([Deadline.Pause], _passed);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-5)]
    public void All_are_put_off_by_the_time_that_did_not_pass(int seconds)
    {
        _timers.Set(Deadline.Start, Some.Instant.AddSeconds(10));
        _timers.Set(Deadline.Proof, Some.Instant.AddSeconds(20));
        _time.Step(TimeSpan.FromSeconds(seconds));

        _timers.Shift(TimeSpan.FromSeconds(seconds));

        _time.Advance(TimeSpan.FromSeconds(10) - Moment);
        Assert.Empty(_passed);
        _time.Advance(Moment * 2);
        Assert.Equal([Deadline.Start], _passed);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([Deadline.Start, Deadline.Proof], _passed);
    }

    [Fact]
    public void One_that_is_cleared_never_passes_and_the_others_stay()
    {
        _timers.Set(Deadline.Start, Some.Instant.AddSeconds(10));
        _timers.Set(Deadline.Announce, Some.Instant.AddSeconds(20));

        _timers.Clear(Deadline.Start);
        _timers.Clear(Deadline.Proof); // was never set
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal([Deadline.Announce], _passed);
    }

    [Fact]
    public void One_that_is_cleared_while_its_timer_fires_has_not_passed()
    {
        _timers.Set(Deadline.Start, Some.Instant.AddSeconds(10));
        _timers.Clear(Deadline.Start);

        Assert.False(_timers.Take(Deadline.Start));
    }

    [Fact]
    public void A_wall_clock_that_is_set_back_makes_it_wait_on()
    {
        _timers.Set(Deadline.Pause, Some.Instant.AddSeconds(10));

        _time.Step(TimeSpan.FromHours(-1));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_passed);

        _time.Advance(TimeSpan.FromSeconds(10) + Moment);
        Assert.Equal([Deadline.Pause], _passed);
    }

    [Fact]
    public void A_wall_clock_that_is_set_forward_is_noticed_within_a_minute()
    {
        _timers.Set(Deadline.Budget, Some.Instant.AddHours(5));

        _time.Step(TimeSpan.FromHours(5));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([Deadline.Budget], _passed);
    }

    private void OnDue(Deadline deadline)
    {
        if (_timers.Take(deadline))
            _passed.Add(deadline);
    }
}
