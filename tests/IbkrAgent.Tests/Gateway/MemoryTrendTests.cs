using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Gateway;

public sealed class MemoryTrendTests
{
    private const long MiB = 1024 * 1024;

    [Fact]
    public void A_straight_line_is_found_exactly() =>
        Assert.Equal(60 * MiB, Sampled(TimeSpan.FromMinutes(30), minutes => (1000 + minutes) * MiB).GrowthPerHour);

    [Fact]
    public void Waves_around_it_hardly_matter()
    {
        var trend = Sampled(
            TimeSpan.FromHours(1),
            minutes => (long)((1000 + minutes + (20 * Math.Sin(minutes))) * MiB)
        );

        Assert.InRange(trend.GrowthPerHour!.Value, 55 * MiB, 65 * MiB);
    }

    [Fact]
    public void Memory_that_shrinks_grows_by_less_than_nothing() =>
        Assert.Equal(-60 * MiB, Sampled(TimeSpan.FromMinutes(30), minutes => (1000 - minutes) * MiB).GrowthPerHour);

    [Fact]
    public void Nothing_is_said_before_twenty_minutes()
    {
        Assert.Null(MemoryTrend.Empty.GrowthPerHour);
        Assert.Null(Sampled(TimeSpan.FromMinutes(19), minutes => minutes * MiB).GrowthPerHour);
        Assert.NotNull(Sampled(TimeSpan.FromMinutes(20), minutes => minutes * MiB).GrowthPerHour);
    }

    [Fact]
    public void Only_the_last_hour_counts()
    {
        var trend = Sampled(TimeSpan.FromHours(3), minutes => Math.Min(minutes, 90) * MiB);

        Assert.Equal(0, trend.GrowthPerHour);
    }

    [Fact]
    public void A_clock_that_is_set_begins_anew()
    {
        var trend = Sampled(TimeSpan.FromMinutes(40), minutes => minutes * MiB);

        Assert.Null(trend.After(5, Some.Instant).GrowthPerHour);
        Assert.Null(trend.After(5, Some.Instant.AddDays(2)).GrowthPerHour);
    }

    private static MemoryTrend Sampled(TimeSpan span, Func<long, long> bytesAfterMinutes)
    {
        var trend = MemoryTrend.Empty;
        for (var passed = TimeSpan.Zero; passed <= span; passed += TimeSpan.FromSeconds(20))
            trend = trend.After(bytesAfterMinutes((long)passed.TotalMinutes), Some.Instant + passed);

        return trend;
    }
}
