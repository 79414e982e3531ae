using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Tws;

public sealed class FieldReaderTests
{
    [Fact]
    public void A_missing_field_is_named()
    {
        var error = Assert.Throws<TwsProtocolException>(() =>
        {
            var fields = new FieldReader("1\0"u8, "NextValidId");
            fields.Skip("version");
            fields.ReadInt("order id");
        });

        Assert.Equal("NextValidId: order id is missing", error.Message);
    }

    [Fact]
    public void A_field_without_an_end_is_named()
    {
        var error = Assert.Throws<TwsProtocolException>(() => new FieldReader("12"u8, "NextValidId").Skip("version"));

        Assert.Equal("NextValidId: version has no end", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1x")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public void A_number_that_is_none_is_shown(string text)
    {
        var error = Assert.Throws<TwsProtocolException>(() => Read(text, (ref fields) => fields.ReadInt("code")));

        Assert.Equal($"test: code is '{text}', not a number", error.Message);
    }

    [Fact]
    public void An_empty_long_number_is_not_set() => Assert.Equal(0, Read("", (ref fields) => fields.ReadLong("time")));

    [Fact]
    public void Bad_utf8_is_replaced_and_never_an_error()
    {
        var fields = new FieldReader([0x46, 0xFC, 0x72, 0], "test");

        Assert.Equal("F\uFFFDr", fields.ReadText("text"));
        Assert.True(fields.AtEnd);
    }

    [Theory]
    // complete escapes are characters
    [InlineData(@"Verbindung gest\u00f6rt", "Verbindung gestört")]
    [InlineData(@"\u4E2D\u56FD", "中国")]
    // everything else is what it looks like
    [InlineData(@"C:\users", @"C:\users")]
    [InlineData(@"\u12", @"\u12")]
    [InlineData(@"\u+123 \u", @"\u+123 \u")]
    public void Escapes_become_characters(string sent, string shown) =>
        Assert.Equal(shown, Read(sent, (ref fields) => fields.ReadEscapedText("text")));

    private delegate T Reading<T>(ref FieldReader fields);

    private static T Read<T>(string text, Reading<T> reading)
    {
        var fields = new FieldReader(System.Text.Encoding.UTF8.GetBytes(text + '\0'), "test");
        return reading(ref fields);
    }
}
