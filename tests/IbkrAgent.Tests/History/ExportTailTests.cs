using System.Text;
using IbkrAgent.History;

namespace IbkrAgent.Tests.History;

public sealed class ExportTailTests
{
    private static readonly string First = Encoding.UTF8.GetString(HistoryJson.LineOf(Sample.Day[0]));
    private static readonly string Second = Encoding.UTF8.GetString(HistoryJson.LineOf(Sample.Day[1]));

    [Fact]
    public void It_goes_on_after_the_last_whole_line()
    {
        Assert.Equal(new ExportTail.Found(0, null), Read(""));
        Assert.Equal(new ExportTail.Found(0, Sample.Day[0].Cursor), Read(First));
        Assert.Equal(new ExportTail.Found(0, Sample.Day[1].Cursor), Read(First + Second));
    }

    [Fact]
    public void Wherever_a_line_was_torn_it_is_cut_off_and_the_one_before_counts()
    {
        for (var length = 1; length < Second.Length; length++)
        {
            Assert.Equal(new ExportTail.Found(length, Sample.Day[0].Cursor), Read(First + Second[..length]));
            Assert.Equal(new ExportTail.Found(length, null), Read(Second[..length]));
        }
    }

    [Fact]
    public void Zeros_that_a_power_cut_left_are_cut_off()
    {
        Assert.Equal(new ExportTail.Found(3, Sample.Day[0].Cursor), Read(First + "\0\0\0"));
        Assert.Equal(new ExportTail.Found(6, Sample.Day[0].Cursor), Read(First + "{\"a\0\0\0"));
        var holed = $"{Second[..20]}\0\0{Second[22..]}";
        Assert.Equal(new ExportTail.Found(holed.Length, Sample.Day[0].Cursor), Read(First + holed));
    }

    [Theory]
    [InlineData("some text")]
    [InlineData("some text\n")]
    [InlineData("\n")]
    [InlineData("{}\n")]
    [InlineData("{\"at\":\"2026\"}\n")]
    [InlineData("{\"at\":\"2026\",\"cursor\":7}\n")]
    [InlineData("{\"at\":\"2026\n")]
    public void What_somebody_else_wrote_is_left_alone(string text)
    {
        Assert.Equal(new ExportTail.Foreign(), Read(text));
        Assert.Equal(new ExportTail.Foreign(), Read(First + text));
    }

    [Fact]
    public void A_line_that_begins_before_the_tail_needs_more_of_it()
    {
        Assert.Equal(new ExportTail.TooShort(), Read(Second[5..], isWhole: false));
        Assert.Equal(new ExportTail.TooShort(), Read(Second[5..^1], isWhole: false));
        Assert.Equal(new ExportTail.Found(0, Sample.Day[1].Cursor), Read($"{First[5..]}{Second}", isWhole: false));
    }

    private static ExportTail Read(string tail, bool isWhole = true) =>
        ExportTail.Read(Encoding.UTF8.GetBytes(tail), isWhole);
}
