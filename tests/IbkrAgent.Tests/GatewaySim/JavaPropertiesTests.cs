using System.Text;
using IbkrAgent.GatewaySim.Controller;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class JavaPropertiesTests
{
    [Theory]
    // separators
    [InlineData("key=value", "value")]
    [InlineData("key = value", "value")]
    [InlineData("key:value", "value")]
    [InlineData("key value", "value")]
    [InlineData("  key=value", "value")]
    [InlineData("key", "")]
    // values keep what separates and comments elsewhere, and are trimmed
    [InlineData("key=a=b:c#d!e", "a=b:c#d!e")]
    [InlineData("key= value \t", "value")]
    // escapes
    [InlineData(@"key=a\\b", @"a\b")]
    [InlineData(@"key=a\b", "ab")]
    [InlineData(@"key=a\tb", "a\tb")]
    [InlineData(@"key=\u00e9\u20AC", "é€")]
    [InlineData(@"k\u0065y=value", "value")]
    // one byte is one character
    [InlineData("key=\u00e9", "é")]
    // comments and blank lines
    [InlineData("#key=no\n !key=no\n\nkey=value", "value")]
    // the last of two equal keys wins
    [InlineData("key=first\nkey=last", "last")]
    // a line ends where no backslash stands, and a comment does not go on
    [InlineData("key=one,\\\n   two", "one,two")]
    [InlineData("#no\\\nkey=value", "value")]
    [InlineData("key=a\\\\\nother=b", @"a\")]
    [InlineData("key=value\r\nother=b\r\n", "value")]
    public void A_file_is_read_as_java_does(string file, string expected) =>
        Assert.Equal(expected, JavaProperties.Parse(Encoding.Latin1.GetBytes(file), trim: true)["key"]);

    [Fact]
    public void Java_itself_keeps_the_blanks_at_the_end() =>
        Assert.Equal("value \t", JavaProperties.Parse("key= value \t"u8, trim: false)["key"]);

    [Fact]
    public void A_malformed_unicode_escape_is_an_error() =>
        Assert.Throws<FormatException>(() => JavaProperties.Parse(@"key=\u12"u8, trim: true));
}
