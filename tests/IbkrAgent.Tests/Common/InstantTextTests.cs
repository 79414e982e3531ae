using IbkrAgent.Common;

namespace IbkrAgent.Tests.Common;

public sealed class InstantTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 21, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2h", "2026-11-20T19:30:00Z")]
    [InlineData("1d 30min", "2026-11-19T21:00:00Z")]
    [InlineData("0", "2026-11-20T21:30:00Z")]
    [InlineData("2026-11-20", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-20 09:05", "2026-11-20T09:05:00Z")]
    [InlineData(" 2026-11-20 09:05:07 UTC", "2026-11-20T09:05:07Z")]
    [InlineData("2026-11-20T09:05:07Z", "2026-11-20T09:05:07Z")]
    public void It_is_a_time_in_UTC_or_how_long_ago(string text, string instant)
    {
        Assert.True(InstantText.TryParse(text, Now, out var read));
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("20:00")]
    [InlineData("2026-11-20 09:05 CET")]
    [InlineData("100000d")]
    public void Anything_else_is_none(string text) => Assert.False(InstantText.TryParse(text, Now, out _));
}
