using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class RetryPaceTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(299, 100)]
    [InlineData(300, 1000)]
    [InlineData(1199, 1000)]
    [InlineData(1200, 5000)]
    [InlineData(86400, 5000)]
    public void A_refused_port_is_tried_eagerly_at_first(int waitedSeconds, int pauseMilliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(pauseMilliseconds),
            RetryPace.AfterRefusal(TimeSpan.FromSeconds(waitedSeconds))
        );

    [Fact]
    public void A_peer_that_fails_is_spared_more_and_more() =>
        Assert.Equal(
            [1, 2, 5, 15, 30, 60, 60],
            Enumerable.Range(1, 7).Select(failures => RetryPace.AfterFailure(failures).TotalSeconds)
        );
}
