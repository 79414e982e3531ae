using IbkrAgent.Daemon;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Daemon;

public sealed class TimeJumpsTests
{
    private readonly ManualTime _time = new(Some.Instant);
    private readonly TimeJumps _jumps;
    private TimeSpan _slept;

    public TimeJumpsTests() => _jumps = new(_time, () => _time.GetElapsedTime(0) + _slept);

    [Fact]
    public void Time_that_passes_is_no_jump()
    {
        _time.Advance(TimeSpan.FromHours(3));
        Assert.Empty(_jumps.Look());
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    [InlineData(2)]
    public void A_clock_that_is_set_is_one(int seconds)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        _time.Step(TimeSpan.FromSeconds(seconds));

        var jump = Assert.Single(_jumps.Look());
        Assert.Equal(new(_time.GetUtcNow(), TimeSpan.FromSeconds(seconds), IsSuspend: false), jump);
        Assert.Empty(_jumps.Look()); // told once
    }

    [Fact]
    public void A_clock_that_is_slewed_is_none()
    {
        for (var look = 0; look < 100; look++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _time.Step(TimeSpan.FromMilliseconds(50));
            Assert.Empty(_jumps.Look());
        }
    }

    [Fact]
    public void A_sleep_moves_the_wall_clock_and_the_clock_of_the_boot()
    {
        Sleep(TimeSpan.FromHours(8));
        Assert.Equal([new(_time.GetUtcNow(), TimeSpan.FromHours(8), IsSuspend: true)], _jumps.Look());
    }

    [Fact]
    public void A_clock_that_is_set_after_a_sleep_is_told_for_itself()
    {
        Sleep(TimeSpan.FromHours(8));
        _time.Step(TimeSpan.FromMinutes(-5));

        Assert.Equal<SupervisorEvent.TimeJumped>(
            [
                new(_time.GetUtcNow(), TimeSpan.FromHours(8), IsSuspend: true),
                new(_time.GetUtcNow(), TimeSpan.FromMinutes(-5), IsSuspend: false),
            ],
            _jumps.Look()
        );
    }

    private void Sleep(TimeSpan time)
    {
        _slept += time;
        _time.Step(time);
    }
}
