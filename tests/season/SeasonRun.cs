using IbkrAgent.Season.Faults;
using IbkrAgent.Season.World;

namespace IbkrAgent.Season;

/// <summary>A season of one Gateway on the virtual clock; the seed decides all that is left to chance.</summary>
internal static class SeasonRun
{
    public const int Weeks = 21;

    private static readonly DateOnly FirstDay = new(2026, 10, 26);
    private static readonly TimeOnly Evening = new(22, 0);

    public static SeasonReport Play(ulong seed, int weeks, Defects defects)
    {
        var start = NewYork.At(FirstDay, TimeOnly.MinValue);
        var end = NewYork.At(FirstDay.AddDays((7 * weeks) - 1), Evening);
        var time = new Timeline(start);
        var referee = new Referee(start);
        var host = new Host(time, new Dice(seed), SeasonSettings.Load(), defects, referee);
        host.Begin();
        FaultPlan.Deal(host, weeks, end);
        time.RunUntil(end);
        return referee.End(host);
    }
}
