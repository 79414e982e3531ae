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

    [Theory]
    [InlineData("-110", -110)]
    [InlineData("0.25", 0.25)]
    [InlineData("2.5E3", 2500)]
    [InlineData("1E-7", 0.0000001)]
    public void Quantities_have_fractions_and_exponents(string text, double value) =>
        Assert.Equal((decimal)value, Read(text, (ref fields) => fields.ReadDecimal("size")));

    [Theory]
    [InlineData("")]
    [InlineData("2147483647")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("1.7976931348623157E308")]
    public void A_quantity_may_be_not_set_in_many_ways(string text) =>
        Assert.Null(Read(text, (ref fields) => fields.ReadDecimal("size")));

    [Theory]
    [InlineData("1,000")]
    [InlineData("NaN")]
    [InlineData("1E400")]
    public void A_quantity_that_is_none_is_an_error(string text) =>
        Assert.Throws<TwsProtocolException>(() => Read(text, (ref fields) => fields.ReadDecimal("size")));

    [Fact]
    public void A_label_without_end_is_an_error() =>
        Assert.Throws<TwsProtocolException>(() => Read(new('x', 1001), (ref fields) => fields.ReadLabel("symbol")));

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
