using IbkrAgent.Common;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Common;

public sealed class TimeTextTests
{
    /// <summary>In Zurich: 2026-11-30 15:30.</summary>
    private static readonly DateTimeOffset Now = Zones.Instant("2026-11-30T14:30Z");

    [Theory]
    // On the wall clock of the host.
    [InlineData("2026-11-30", "2026-11-29T23:00Z")]
    [InlineData("2026-11-30 14:00", "2026-11-30T13:00Z")]
    [InlineData("2026-11-30 14:00:05", "2026-11-30T13:00:05Z")]
    [InlineData("2026-11-30T14:00", "2026-11-30T13:00Z")]
    [InlineData("2026-07-01 14:00", "2026-07-01T12:00Z")]
    [InlineData("14:00", "2026-11-30T13:00Z")]
    [InlineData("14:00:05", "2026-11-30T13:00:05Z")]
    [InlineData("today", "2026-11-29T23:00Z")]
    [InlineData("yesterday", "2026-11-28T23:00Z")]
    [InlineData(" now ", "2026-11-30T14:30Z")]
    // A time that spring skips is when the gap ends; one that autumn repeats is the first one.
    [InlineData("2026-03-29 02:30", "2026-03-29T01:00Z")]
    [InlineData("2026-10-25 02:30", "2026-10-25T00:30Z")]
    // With an offset, also as the output and systemd write it.
    [InlineData("2026-11-30T14:00Z", "2026-11-30T14:00Z")]
    [InlineData("2026-11-30T14:00:05.123456Z", "2026-11-30T14:00:05.123456Z")]
    [InlineData("2026-11-30 14:00:05+01:00", "2026-11-30T13:00:05Z")]
    [InlineData("2026-11-30 14:00:05-05:00", "2026-11-30T19:00:05Z")]
    [InlineData("2026-11-30 14:00:05 UTC", "2026-11-30T14:00:05Z")]
    // Before now.
    [InlineData("3d", "2026-11-27T14:30Z")]
    [InlineData("12h", "2026-11-30T02:30Z")]
    [InlineData("1h 30min", "2026-11-30T13:00Z")]
    [InlineData("2w ago", "2026-11-16T14:30Z")]
    [InlineData("-90min", "2026-11-30T13:00Z")]
    public void A_time_is_taken_as_it_is_typed(string text, string expected)
    {
        Assert.True(TimeText.TryParse(text, Now, Zones.Zurich, out var at));
        Assert.Equal(Zones.Instant(expected), at);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026")]
    [InlineData("30")]
    [InlineData("30.11.2026")]
    [InlineData("2026-11-31")]
    [InlineData("2026-11-30 25:00")]
    [InlineData("2026-11-30 14")]
    [InlineData("3 days after")]
    [InlineData("3x")]
    [InlineData("d")]
    [InlineData("999999999999d")]
    [InlineData("9999-12-31 23:59")]
    [InlineData("0001-01-01")]
    [InlineData("2026-11-30T14:00+99:00")]
    public void What_is_no_time_is_refused(string text) =>
        Assert.False(TimeText.TryParse(text, Now, Zones.Zurich, out _));
}
