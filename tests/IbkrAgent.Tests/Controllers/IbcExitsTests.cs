using IbkrAgent.Controllers;

namespace IbkrAgent.Tests.Controllers;

public sealed class IbcExitsTests
{
    private static readonly IbcController Ibc = new();

    [Theory]
    // It depends.
    [InlineData(0, true, "does not tell which")]
    [InlineData(1, true, "java_path")]
    // The script: something is missing or wrong.
    [InlineData(2, false, "version")]
    [InlineData(3, false, "arguments")]
    [InlineData(4, false, "not installed")]
    [InlineData(5, false, "directory")]
    [InlineData(6, false, "settings of the controller")]
    [InlineData(7, false, "ibgateway.vmoptions")]
    [InlineData(8, false, "operating system")]
    // IBC: passing.
    [InlineData(76, true, "unhandled exception")]
    [InlineData(85, true, "jts.ini")]
    [InlineData(87, true, "second factor")]
    [InlineData(88, true, "login window")]
    [InlineData(159, true, "schedule")]
    // IBC: the same would happen again.
    [InlineData(77, false, "button or field")]
    [InlineData(78, false, "arguments")]
    [InlineData(79, false, "settings")]
    [InlineData(80, false, "trading mode")]
    [InlineData(81, false, "ClosedownAt")]
    [InlineData(82, false, "settings directory")]
    [InlineData(83, false, "entry")]
    [InlineData(84, false, "jts.ini")]
    [InlineData(86, false, "another session")]
    // Signals.
    [InlineData(137, true, "SIGKILL")]
    [InlineData(143, true, "SIGTERM")]
    [InlineData(134, true, "signal 6")]
    // Anything else.
    [InlineData(9, true, "status 9")]
    [InlineData(255, true, "status 255")]
    [InlineData(-1, true, "status 255")]
    public void A_status_has_a_meaning_and_says_whether_another_start_helps(int status, bool helps, string named)
    {
        var meaning = Ibc.Explain(status);

        Assert.Equal(helps, meaning.IsCuredByRestart);
        Assert.Contains(named, $"{meaning.Text}; {meaning.Remedy}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1100, 76)]
    [InlineData(1112, 88)]
    [InlineData(99999, 159)]
    public void The_code_that_the_log_names_means_the_same(int code, int status) =>
        Assert.Equal(Ibc.Explain(status), Ibc.Explain(code));

    [Fact]
    public void What_no_start_cures_a_human_can()
    {
        foreach (var meaning in Enumerable.Range(0, 256).Select(Ibc.Explain))
        {
            Assert.True(meaning.IsCuredByRestart || meaning.Remedy.Length > 0, meaning.Text);
            Assert.DoesNotContain('\n', meaning.Text);
            Assert.False(meaning.Text.EndsWith('.'), meaning.Text);
        }
    }
}
