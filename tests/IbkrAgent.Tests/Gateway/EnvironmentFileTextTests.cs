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

    [Theory]
    [InlineData("", "K=\"v\"\n")]
    [InlineData("# mine\nK=\nX=1 # y\n", "# mine\nK=\"v\"\nX=1 # y\n")]
    [InlineData("  K = 'old'\r\nX=1\r\n", "  K=\"v\"\r\nX=1\r\n")]
    [InlineData("K=1\nK=2\n", "K=1\nK=\"v\"\n")]
    [InlineData("K=a\\\nb\nX=1", "K=\"v\"\nX=1")]
    [InlineData("X=1", "X=1\nK=\"v\"\n")]
    [InlineData("# K=old", "# K=old\nK=\"v\"\n")]
    // a backslash at the end would join the new line to the old one
    [InlineData("# old \\\n", "# old \\\n\n\nK=\"v\"\n")]
    [InlineData("X=1\\", "X=1\\\n\nK=\"v\"\n")]
    public void A_value_changes_where_it_counts_and_nothing_else_does(string before, string after)
    {
        Assert.Equal(after, EnvironmentFileText.Set(before, "K", "v"));
        Assert.Equal("v", EnvironmentFileText.Read(after)["K"]);
    }

    [Theory]
    [InlineData("a=\\", "")]
    [InlineData("a=x\\", "x")]
    [InlineData("a=x \\", "x ")]
    public void A_backslash_at_the_end_of_the_file_takes_nothing(string text, string expected)
    {
        Assert.Equal(expected, EnvironmentFileText.Read(text)["a"]);
        Assert.Equal(expected, EnvironmentFileText.Read(EnvironmentFileText.Set(text, "K", "v"))["a"]);
    }

    [Fact]
    public void What_was_set_reads_back_and_the_rest_as_before() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                {
                    if (!TryRead(text.Get, out var before))
                        return true;

                    var after = EnvironmentFileText.Read(EnvironmentFileText.Set(text.Get, "K", "v"));
                    return after["K"] == "v"
                        && before.Where(one => one.Key != "K").All(one => after[one.Key] == one.Value);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool TryRead(string text, out IReadOnlyDictionary<string, string> values)
    {
        try
        {
            values = EnvironmentFileText.Read(text);
            return true;
        }
        catch (FormatException)
        {
            values = new Dictionary<string, string>();
            return false;
        }
    }
}
