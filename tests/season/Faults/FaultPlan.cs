using IbkrAgent.Season.World;

namespace IbkrAgent.Season.Faults;

/// <summary>When what goes wrong in a season; and every night the broker's reset.</summary>
internal static class FaultPlan
{
    /// <summary>At the end there is time to come round.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(40);

    public static void Deal(Host host, int weeks, DateTimeOffset end)
    {
        var first = NewYork.DayOf(host.Time.Now);
        for (var day = first; NewYork.At(day.AddDays(1), TimeOnly.MinValue) < end; day = day.AddDays(1))
            PlanReset(host, day);

        foreach (var fault in Fault.All)
            for (var count = (fault.Times * weeks + SeasonRun.Weeks - 1) / SeasonRun.Weeks; count > 0; count--)
                Plan(host, fault, first, 7 * weeks, end - Quiet);
    }

    private static void Plan(Host host, Fault fault, DateOnly first, int days, DateTimeOffset last)
    {
        var day = first.AddDays(host.Dice.Below(days));
        var at =
            NewYork.At(day, fault.At ?? TimeOnly.MinValue)
            + (
                fault.At is null
                    ? TimeSpan.FromSeconds(host.Dice.Below(86_400))
                    : TimeSpan.FromSeconds(host.Dice.Below(60))
            );
        if (at < last && at > host.Time.Now)
            host.Time.At(
                at,
                () =>
                {
                    host.Referee.Note(at, $"* {fault.Name}");
                    fault.Strike(host);
                }
            );
    }

    /// <summary>A few minutes on most nights, hours on Friday's, none on Saturday's.</summary>
    private static void PlanReset(Host host, DateOnly day)
    {
        if (day.DayOfWeek == DayOfWeek.Saturday)
            return;

        var isWeekend = day.DayOfWeek == DayOfWeek.Friday;
        var at = NewYork.At(day, isWeekend ? new(23, 0) : new(23, 45)) + TimeSpan.FromMinutes(host.Dice.Below(15));
        var lasts = TimeSpan.FromMinutes(isWeekend ? 120 + host.Dice.Below(100) : 1 + host.Dice.Below(10));
        host.Time.At(at, () => host.Broker.GoAway(lasts));
    }
}
