using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class EnvironmentFileTextTests
{
    [Theory]
    [InlineData("K=v", "v")]
    [InlineData("\uFEFFK=v\r\n", "v")]
    [InlineData("  K = v  \n", "v")]
    [InlineData("# K=x\n; K=y\nK=v", "v")]
    [InlineData("nothing\n\nK=v", "v")]
    [InlineData("K=1\nK=v", "v")]
    [InlineData("K=\nX=1", "")]
    // a comment stands on its own line
    [InlineData("K=v#1 = !", "v#1 = !")]
    // quotes
    [InlineData("K=\" v \"", " v ")]
    [InlineData("K='a\\b\"c'", "a\\b\"c")]
    [InlineData("K=\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d")]
    [InlineData("K='a'\"b\"c", "abc")]
    [InlineData("K=a\"b", "a\"b")]
    // outside of quotes a backslash takes the next character literally
    [InlineData("K=a\\\\b", "a\\b")]
    [InlineData("K=a\\\nb", "ab")]
    public void A_file_is_read_as_systemd_reads_it(string text, string value) =>
        Assert.Equal(value, EnvironmentFileText.Read(text)["K"]);

    [Fact]
    public void A_quote_that_is_never_closed_is_named_by_its_line_and_not_by_its_value()
    {
        var exception = Assert.Throws<FormatException>(() => EnvironmentFileText.Read("A=1\nK=\"hunter2\nB=2\n"));

        Assert.Contains("line 2", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_reads_back_as_it_was() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                {
                    var value = string.Concat(text.Get.Where(c => !char.IsControl(c)));
                    return EnvironmentFileText.Read(EnvironmentFileText.Write("K", value) + "\nX=1\n")["K"] == value;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
