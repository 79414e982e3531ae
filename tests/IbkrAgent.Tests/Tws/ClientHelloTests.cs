using System.Buffers;
using System.Text;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Tws;

public sealed class ClientHelloTests
{
    [Fact]
    public void It_is_written_as_recorded() =>
        Assert.Equal(
            Wire.Hex("41 50 49 00 | 00 00 00 09 | 76 31 30 30 2E 2E 31 37 36"),
            new ClientHello(100, 176).ToBytes()
        );

    [Theory]
    [InlineData("v100..176", 100, 176, "")]
    [InlineData("v176", 176, 176, "")]
    // the .NET client InterReact ends it with a NUL
    [InlineData("v176..176\0", 176, 176, "")]
    [InlineData("v157..178 +PACEAPI", 157, 178, "+PACEAPI")]
    public void Every_form_in_the_wild_is_read(string payload, int min, int max, string options)
    {
        var bytes = Wire.Join("API\0"u8.ToArray(), Wire.Frame(Encoding.UTF8.GetBytes(payload)), [0x2A]);
        var buffer = Wire.Scattered(bytes);

        Assert.True(ClientHello.TryRead(ref buffer, out var hello));

        Assert.Equal(new ClientHello(min, max, options), hello);
        Assert.Equal([0x2A], buffer.ToArray());
    }

    [Fact]
    public void It_is_complete_with_its_last_byte_and_not_earlier()
    {
        var bytes = new ClientHello(100, 176).ToBytes();

        for (var length = 0; length < bytes.Length; length++)
        {
            var part = new ReadOnlySequence<byte>(bytes, 0, length);
            Assert.False(ClientHello.TryRead(ref part, out _));
            Assert.Equal(length, part.Length);
        }

        var whole = new ReadOnlySequence<byte>(bytes);
        Assert.True(ClientHello.TryRead(ref whole, out _));
    }

    [Theory]
    [InlineData("G")]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("API2")]
    [InlineData("API\0\0\0\0\u0003v1x")]
    [InlineData("API\0\0\0\0\u00042..3")]
    [InlineData("API\0HTTP/1.1")]
    public void Anything_else_is_refused(string text) =>
        Assert.Throws<TwsProtocolException>(() =>
        {
            var buffer = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(text));
            ClientHello.TryRead(ref buffer, out _);
        });
}
