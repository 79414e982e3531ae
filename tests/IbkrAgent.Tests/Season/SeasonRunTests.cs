using IbkrAgent.Restarts;
using IbkrAgent.Season;
using IbkrAgent.Season.World;

namespace IbkrAgent.Tests.Season;

/// <summary>A short season, and that the referee sees what must not be; <c>make season</c> is the long one.</summary>
public sealed class SeasonRunTests
{
    private const ulong Seed = 1;

    [Fact]
    public void Nothing_that_must_not_be_happens_in_the_first_weeks()
    {
        var report = SeasonRun.Play(Seed, weeks: 3, new());

        Assert.Empty(report.Findings);
        Assert.Empty(report.Lost);
        Assert.Equal(3, report.Weeks.Count);
        Assert.InRange(report.Weeks.Sum(week => week.Scheduled), 10, 21);
        Assert.InRange(report.Taps, 3, 30);
        Assert.EndsWith(" taps, 0 avoidable, 0 in session, 0 false", report.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_gives_the_same_season_again() =>
        Assert.Equal(SeasonRun.Play(Seed, weeks: 1, new()).Story, SeasonRun.Play(Seed, weeks: 1, new()).Story);

    [Fact]
    public void A_pause_that_drops_the_login_costs_avoidable_taps_and_is_not_relied_on_again()
    {
        var report = SeasonRun.Play(Seed, weeks: 3, new(PauseDropsLogin: true));

        Assert.True(report.Avoidable > 0);
        Assert.Single(report.Story, line => line.Contains("alert login-not-kept", StringComparison.Ordinal));
        Assert.InRange(
            report.Story.Count(line =>
                line.Contains("inside the same run of the unit, login kept", StringComparison.Ordinal)
            ),
            10,
            40
        );
    }

    [Fact]
    public void A_restart_over_orders_that_are_not_seen_is_in_session() =>
        Assert.True(SeasonRun.Play(Seed, weeks: 3, new(OrdersAreHidden: true)).InSession > 0);

    [Fact]
    public void A_restart_by_a_proof_that_lies_is_false() =>
        Assert.True(SeasonRun.Play(Seed, weeks: 3, new(ProofsLie: true)).False > 0);

    [Fact]
    public void A_difference_that_is_none_is_false() =>
        Assert.True(SeasonRun.Play(Seed, weeks: 1, new(PositionsAreHidden: true)).False > 0);

    [Theory]
    [InlineData(RestartOutcome.Proved, true, true, false)]
    [InlineData(RestartOutcome.Proved, false, true, true)]
    [InlineData(RestartOutcome.Proved, true, false, true)]
    [InlineData(RestartOutcome.Different, true, false, false)]
    [InlineData(RestartOutcome.Different, true, true, true)]
    [InlineData(RestartOutcome.Late, false, false, false)]
    public void A_proof_is_held_against_the_world(RestartOutcome outcome, bool isNew, bool isSame, bool isFalse) =>
        Assert.Equal(isFalse, Referee.IsFalse(outcome, isNew, isSame));

    [Fact]
    public void The_markets_of_the_season_are_closed_when_the_agent_says_so()
    {
        var (market, begin) = (SeasonSettings.Load().Schedule.Market, NewYork.At(new(2026, 10, 26), TimeOnly.MinValue));
        for (var at = begin; at < begin.AddDays(147); at = at.AddMinutes(15))
            foreach (var type in (string[])["STK", "FUT", "CASH"])
                Assert.True(market.IsOpen(type, at, extended: true) || !Sessions.IsOpen(type, at), $"{type} {at:u}");
    }
}
