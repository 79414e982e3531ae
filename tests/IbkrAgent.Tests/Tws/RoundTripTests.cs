using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Tws;

public sealed class RoundTripTests
{
    [Theory]
    // told is cut to the second, so a Gateway with our clock is up to a second behind
    [InlineData(0, 10, 0)]
    [InlineData(0, 900, 0)]
    [InlineData(-3, 500, -3)]
    [InlineData(7, 500, 7)]
    public void The_skew_is_told_to_the_second(int ahead, int millisecond, int skew) =>
        Assert.Equal(TimeSpan.FromSeconds(skew), Trip(ahead, millisecond, latency: 0.004).ClockSkew);

    [Theory]
    [InlineData(0, 0.004, false)]
    [InlineData(7, 0.004, true)]
    [InlineData(-7, 0.004, true)]
    // an answer that took long does not tell when the Gateway looked
    [InlineData(7, 10, false)]
    [InlineData(-7, 10, false)]
    [InlineData(60, 10, true)]
    public void A_slow_answer_is_no_proof_of_a_small_skew(int ahead, double latency, bool isSkewed) =>
        Assert.Equal(isSkewed, Trip(ahead, 500, latency).IsSkewedBeyond(TimeSpan.FromSeconds(5)));

    [Fact]
    public void The_last_second_there_is_does_not_overflow()
    {
        var last = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        var trip = new RoundTrip(last, Some.Instant, TimeSpan.Zero);

        Assert.True(trip.IsSkewedBeyond(TimeSpan.FromDays(365)));
        Assert.True(new RoundTrip(DateTimeOffset.UnixEpoch, Some.Instant, TimeSpan.Zero).ClockSkew < TimeSpan.Zero);
    }

    /// <summary>The Gateway looks at its clock in the middle of the round trip.</summary>
    private static RoundTrip Trip(int ahead, int millisecond, double latency)
    {
        var middle = Some.Instant.AddMilliseconds(millisecond);
        var told = DateTimeOffset.FromUnixTimeSeconds(middle.AddSeconds(ahead).ToUnixTimeSeconds());
        return new(told, middle.AddSeconds(latency / 2), TimeSpan.FromSeconds(latency));
    }
}
