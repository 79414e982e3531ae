using IbkrAgent.Schedule;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Supervision;

/// <summary>The window is Friday 10:00 to 17:00; it is Friday 09:00.</summary>
public sealed class RunWishTests
{
    private static readonly DateTimeOffset At = Some.Instant;

    private static readonly ScheduleSettings Friday = Some.Schedule with
    {
        Window = new(new([new(WeekDays.Friday, new(10, 0), new(17, 0), TimeZoneInfo.Utc)], ExchangeCalendar.Empty)),
    };

    private static readonly SupervisorMemory Nothing = SupervisorMemory.Empty;
    private static readonly Hold Hold = new(At.AddHours(2), "uid 1000", "closing positions");
    private static readonly Force Runs = new(Runs: true, At.AddHours(2), "by uid 1000");

    [Fact]
    public void Without_a_window_it_runs_always()
    {
        Assert.Null(RunWish.Against(Nothing, Some.Schedule, At));
        Assert.Null(RunWish.NextChange(Nothing, Some.Schedule, At));
        Assert.Null(RunWish.NextStop(Nothing, Some.Schedule, At));
    }

    [Fact]
    public void Outside_of_its_window_it_rests_until_it_opens()
    {
        Assert.Equal(
            "outside of its run window, which opens at 2026-11-20 10:00:00Z",
            RunWish.Against(Nothing, Friday, At)
        );
        Assert.Equal(At.AddHours(1), RunWish.NextChange(Nothing, Friday, At));
        Assert.Null(RunWish.NextStop(Nothing, Friday, At));
        Assert.Equal(At.AddHours(8), RunWish.NextStop(Nothing, Friday, At.AddHours(2)));
    }

    [Fact]
    public void Force_goes_before_the_window_for_its_time()
    {
        var forced = Nothing with { Force = Runs with { Until = At.AddMinutes(30) } };

        Assert.Null(RunWish.Against(forced, Friday, At));
        Assert.Equal(At.AddMinutes(30), RunWish.NextStop(forced, Friday, At));
        Assert.NotNull(RunWish.Against(forced, Friday, At.AddMinutes(30)));
    }

    /// <summary>It ends when the window is open: nothing is stopped then.</summary>
    [Fact]
    public void A_force_that_ends_inside_of_the_window_is_no_stop() =>
        Assert.Equal(At.AddHours(8), RunWish.NextStop(Nothing with { Force = Runs }, Friday, At.AddHours(2)));

    [Fact]
    public void A_forced_stop_holds_inside_of_the_window()
    {
        var stopped = Nothing with { Force = Runs with { Runs = false, Until = At.AddHours(3) } };

        Assert.Equal(
            "stopped until 2026-11-20 12:00:00Z, by uid 1000",
            RunWish.Against(stopped, Friday, At.AddHours(2))
        );
        Assert.Null(RunWish.Against(stopped, Friday, At.AddHours(3)));
    }

    [Fact]
    public void A_hold_is_a_rest_and_no_reason_to_stop()
    {
        var held = Nothing with { Hold = Hold };

        Assert.Null(RunWish.Against(held, Some.Schedule, At));
        Assert.Equal(
            "held until 2026-11-20 11:00:00Z by uid 1000: closing positions",
            RunWish.Rest(held, Some.Schedule, At)
        );
        Assert.Equal(Hold.Until, RunWish.NextChange(held, Some.Schedule, At));
        Assert.Null(RunWish.Rest(held, Some.Schedule, Hold.Until));
    }
}
