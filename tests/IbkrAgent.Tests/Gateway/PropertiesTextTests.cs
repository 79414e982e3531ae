using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class PropertiesTextTests
{
    [Fact]
    public void What_was_written_reads_back_as_it_was() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                ArbMap.Default.ArbFor<NonNull<string>>(),
                (key, value) =>
                {
                    var line = PropertiesText.Write(key.Get, value.Get);
                    var read = PropertiesText.Read(line + "\nnext=1\n");
                    return line.All(c => c is >= ' ' and <= '~')
                        && read.Count == 2
                        && read[0] == new PropertiesLine(line, key.Get, value.Get);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a = b ", "a", "b ")]
    [InlineData("a:b", "a", "b")]
    [InlineData("a b", "a", "b")]
    [InlineData(" a\t=\tb", "a", "b")]
    [InlineData("a", "a", "")]
    [InlineData("a=#!=:", "a", "#!=:")]
    [InlineData(@"a=\u00fc\\\q", "a", @"ü\q")]
    // a backslash before the line's end joins it with the next one
    [InlineData("a=b\\\n  c", "a", "bc")]
    [InlineData("a=b\\\r\n  c", "a", "bc")]
    [InlineData("a=b\\", "a", "b")]
    // comments and blank lines
    [InlineData("# a=b", null, "")]
    [InlineData("  ! a=b\\", null, "")]
    [InlineData("   ", null, "")]
    public void A_line_is_read_as_Java_reads_it(string text, string? key, string value)
    {
        var line = Assert.Single(PropertiesText.Read(text));

        Assert.Equal((key, value), (line.Key, line.Value));
    }

    [Theory]
    [InlineData("a=b")]
    [InlineData("a=b\\")]
    [InlineData("a=b\\\\")]
    [InlineData("a=b\\\n\\")]
    [InlineData("a=b\\\r\\")]
    [InlineData("a=b\\\r \t\\\r\n\\")]
    [InlineData("a=b\\\r")]
    [InlineData("a=b\\\r\r\nc=d")]
    [InlineData("a=b\\\r \nc=d\\\r")]
    [InlineData("# a\\\r")]
    public void Lines_that_are_written_again_swallow_nothing_that_is_appended(string text)
    {
        var lines = PropertiesText.Read(text);

        var again = PropertiesText.Read(string.Concat(lines.Select(line => line.Text + "\n")) + "next=1\n");

        Assert.Equal(
            lines.Append(new("next=1", "next", "1")).Select(line => (line.Key, line.Value)),
            again.Select(line => (line.Key, line.Value))
        );
    }

    [Fact]
    public void An_escape_that_Java_refuses_is_refused_with_its_line()
    {
        var exception = Assert.Throws<FormatException>(() => PropertiesText.Read("a=1\nb=\\u12x4\n"));

        Assert.Contains("line 2", exception.Message, StringComparison.Ordinal);
    }
}
