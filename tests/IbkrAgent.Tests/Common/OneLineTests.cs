using IbkrAgent.Common;

namespace IbkrAgent.Tests.Common;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Ready: accounts DU1", "Ready: accounts DU1")]
    [InlineData("Müller \U0001F600", "Müller \U0001F600")]
    [InlineData("one\r\ntwo\tthree", "one  two three")]
    [InlineData("\u001b[2Jcleared\u0007", " [2Jcleared ")]
    [InlineData("a\u0085b\u2028c\u2029d", "a b c d")]
    [InlineData("right\u202Eleft", "right left")]
    public void What_would_end_the_line_or_move_the_cursor_becomes_a_space(string text, string expected) =>
        Assert.Equal(expected, OneLine.Of(text));
}
