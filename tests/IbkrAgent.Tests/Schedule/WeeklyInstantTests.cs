using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Schedule;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Schedule;

public sealed class WeeklyInstantTests
{
    [Theory]
    [InlineData("2026-11-20T12:00Z", "2026-11-15T06:00Z", "2026-11-22T06:00Z")]
    [InlineData("2026-11-22T05:59Z", "2026-11-15T06:00Z", "2026-11-22T06:00Z")]
    [InlineData("2026-11-22T06:00Z", "2026-11-22T06:00Z", "2026-11-29T06:00Z")]
    // 2026-11-01 has two: the first counts.
    [InlineData("2026-11-01T05:30Z", "2026-11-01T05:00Z", "2026-11-08T06:00Z")]
    [InlineData("2026-11-01T04:30Z", "2026-10-25T05:00Z", "2026-11-01T05:00Z")]
    public void One_o_clock_on_Sundays_in_New_York(string at, string last, string next)
    {
        var expiry = new WeeklyInstant(DayOfWeek.Sunday, new(1, 0), Zones.NewYork);

        Assert.Equal(Zones.Instant(last), expiry.Last(Zones.Instant(at)));
        Assert.Equal(Zones.Instant(next), expiry.Next(Zones.Instant(at)));
    }

    [Fact]
    public void In_the_gap_it_happens_at_its_end()
    {
        var instant = new WeeklyInstant(DayOfWeek.Sunday, new(2, 30), Zones.NewYork);

        Assert.Equal(Zones.Instant("2026-03-08T07:00Z"), instant.Next(Zones.Instant("2026-03-08T06:59Z")));
        Assert.Equal(Zones.Instant("2026-03-15T06:30Z"), instant.Next(Zones.Instant("2026-03-08T07:00Z")));
    }

    [Fact]
    public void Every_instant_lies_between_two_that_follow_each_other()
    {
        var cases =
            from day in Gen.Choose(0, 6)
            from minute in Gen.Choose(0, 1439)
            from zone in Gen.Elements(Zones.NewYork, Zones.London, Zones.HongKong, Zones.Of("Pacific/Kiritimati"))
            from at in Gen.Choose(0, 5_000_000)
            select (
                new WeeklyInstant((DayOfWeek)day, new TimeOnly(0, 0).AddMinutes(minute), zone),
                Zones.Instant("2026-01-01T00:00Z").AddMinutes(at)
            );

        Check.One(
            Config.QuickThrowOnFailure.WithQuietOnSuccess(true),
            Prop.ForAll(
                cases.ToArbitrary(),
                pair =>
                {
                    var (instant, at) = pair;
                    var (last, next) = (instant.Last(at), instant.Next(at));
                    return last <= at
                        && at < next
                        && instant.Next(last) == next
                        && instant.Last(next) == next
                        && Math.Abs((next - last - TimeSpan.FromDays(7)).TotalHours) <= 1;
                }
            )
        );
    }
}
