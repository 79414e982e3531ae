using IbkrAgent.Control;

namespace IbkrAgent.Tests.Control;

public sealed class InhibitRequestTests
{
    private static readonly InhibitRequest Right = new("bot", "closing positions");

    [Theory]
    [InlineData(null, 30 * 60)]
    [InlineData("1s", 1)]
    [InlineData("45", 45)]
    [InlineData("2h", 2 * 60 * 60)]
    [InlineData("30d", 30 * 24 * 60 * 60)]
    public void It_is_understood_with_and_without_a_time(string? span, int seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);

        Assert.Equal(new("bot", "closing positions", time), (Right with { For = span }).Read(out var problem));
        Assert.Equal(time, new InhibitRequest(For: span).ReadRenewal(out var other));
        Assert.Equal(("", ""), (problem, other));
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("999ms")]
    [InlineData("30d 1s")]
    [InlineData("tomorrow")]
    [InlineData("")]
    public void A_time_that_is_none_is_refused(string span)
    {
        Assert.Null((Right with { For = span }).Read(out var problem));
        Assert.Null(new InhibitRequest(For: span).ReadRenewal(out _));
        Assert.Equal($"'{span}' is not a duration of 1s to 30d, for example 30min or 2h", problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    [InlineData("right to \u202e left")]
    public void Who_and_why_are_said_in_one_line(string? text)
    {
        Assert.Null((Right with { Who = text }).Read(out var who));
        Assert.Null((Right with { Why = text }).Read(out var why));
        Assert.Equal("who inhibits is not said, or not in one line of at most 64 characters", who);
        Assert.Equal("why is not said, or not in one line of at most 200 characters", why);
    }

    [Fact]
    public void Who_and_why_have_an_end()
    {
        Assert.NotNull((Right with { Who = new('w', 64), Why = new('y', 200) }).Read(out _));
        Assert.Null((Right with { Who = new('w', 65) }).Read(out _));
        Assert.Null((Right with { Why = new('y', 201) }).Read(out _));
    }
}
