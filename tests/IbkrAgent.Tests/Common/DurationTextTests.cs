using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Common;

namespace IbkrAgent.Tests.Common;

public sealed class DurationTextTests
{
    [Theory]
    // One unit.
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("3min", 180)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("1w", 604800)]
    // Other names of the same units.
    [InlineData("1msec", 0.001)]
    [InlineData("1sec", 1)]
    [InlineData("2seconds", 2)]
    [InlineData("1m", 60)]
    [InlineData("2minutes", 120)]
    [InlineData("1hr", 3600)]
    // A number alone is seconds.
    [InlineData("30", 30)]
    [InlineData("0", 0)]
    [InlineData("1.5", 1.5)]
    // Sums, with and without blanks.
    [InlineData("1min 30s", 90)]
    [InlineData("1min30s", 90)]
    [InlineData("  1 h  5 min ", 3900)]
    [InlineData("1.5h", 5400)]
    [InlineData("30s 1min", 90)]
    public void Is_read_as_systemd_reads_it(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("soon")]
    [InlineData("-5s")]
    [InlineData("5 S")]
    [InlineData("5months")]
    [InlineData("s")]
    [InlineData("1,5s")]
    [InlineData(".5s")]
    [InlineData("5.s")]
    [InlineData("1.2.3s")]
    [InlineData("1 30")]
    [InlineData("1min 30")]
    [InlineData("00:05")]
    // Longer than a TimeSpan can be.
    [InlineData("99999999999d")]
    [InlineData("999999999999")]
    [InlineData("9999999w 9999999w 9999999w 9999999w")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.Zero, duration);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ms")]
    [InlineData(10_000, "10s")]
    [InlineData(60_000, "1min")]
    [InlineData(90_500, "1min 30s 500ms")]
    [InlineData(7_200_000, "2h")]
    [InlineData(90_000_000, "1d 1h")]
    public void Is_written_in_the_largest_units(long milliseconds, string text)
    {
        Assert.Equal(text, DurationText.Format(TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var durations = Gen.Choose(0, int.MaxValue).Select(ms => TimeSpan.FromMilliseconds(ms)).ToArbitrary();

        Prop.ForAll(
                durations,
                duration => DurationText.TryParse(DurationText.Format(duration), out var read) && read == duration
            )
            .QuickCheckThrowOnFailure();
    }
}
