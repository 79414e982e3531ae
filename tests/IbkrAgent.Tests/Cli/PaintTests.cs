using IbkrAgent.Cli;

namespace IbkrAgent.Tests.Cli;

public sealed class PaintTests
{
    [Theory]
    [InlineData(true, null, "xterm-256color", true)]
    [InlineData(true, "", "xterm-256color", true)]
    [InlineData(true, null, null, true)]
    [InlineData(true, "1", "xterm-256color", false)]
    [InlineData(true, "0", "xterm-256color", false)]
    [InlineData(true, null, "dumb", false)]
    [InlineData(false, null, "xterm-256color", false)]
    public void There_are_colours_on_a_terminal_unless_somebody_wants_none(
        bool isTerminal,
        string? noColor,
        string? term,
        bool expected
    ) => Assert.Equal(expected, Paint.For(isTerminal, name => name == "NO_COLOR" ? noColor : term).IsOn);

    [Fact]
    public void Without_colours_a_text_stays_as_it_is()
    {
        Assert.Equal("a", default(Paint).Red("a"));
        Assert.Equal("\e[31ma\e[39m", new Paint(IsOn: true).Red("a"));
    }
}
