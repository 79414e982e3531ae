using System.Buffers;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Tws;

public sealed class FrameReaderTests
{
    [Fact]
    public void A_frame_is_cut_off_and_the_rest_stays()
    {
        var buffer = new ReadOnlySequence<byte>(Wire.Join(Wire.Frame("49,1,5"), [0, 0]));

        Assert.True(FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var payload));

        Assert.Equal("49\01\05\0"u8.ToArray(), payload.ToArray());
        Assert.Equal(2, buffer.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("00 00 00")]
    [InlineData("00 00 00 02")]
    [InlineData("00 00 00 02 | 41")]
    public void An_incomplete_frame_is_left_alone(string hex)
    {
        var bytes = Wire.Hex(hex);
        var buffer = new ReadOnlySequence<byte>(bytes);

        Assert.False(FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out _));
        Assert.Equal(bytes.Length, buffer.Length);
    }

    [Theory]
    [InlineData("00 00 00 00", FrameReader.MaxPayload)]
    [InlineData("01 00 00 00", FrameReader.MaxPayload)]
    [InlineData("FF FF FF FF", FrameReader.MaxPayload)]
    [InlineData("00 00 10 01", FrameReader.MaxHandshakePayload)]
    public void An_impossible_length_is_refused_before_its_payload_comes(string hex, int maxPayload)
    {
        var error = Assert.Throws<TwsProtocolException>(() =>
        {
            var buffer = new ReadOnlySequence<byte>(Wire.Hex(hex));
            FrameReader.TryRead(ref buffer, maxPayload, out _);
        });

        Assert.Equal(TwsProblem.BadFrame, error.Problem);
    }

    [Fact]
    public void The_longest_frame_there_can_be_is_read()
    {
        var buffer = new ReadOnlySequence<byte>(Wire.Frame(new byte[FrameReader.MaxPayload]));

        Assert.True(FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var payload));
        Assert.Equal(FrameReader.MaxPayload, payload.Length);
    }

    [Theory]
    [InlineData("49,1", 49)]
    [InlineData("9999,what,ever", 9999)]
    public void The_number_of_a_message_is_seen_across_segments(string fields, int id)
    {
        var buffer = Wire.Scattered(Wire.Frame(fields));

        Assert.True(FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var payload));
        Assert.Equal(id, FrameReader.PeekNumber(payload));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("34")]
    [InlineData("34 78 00")]
    [InlineData("00 00 00 04")]
    [InlineData("39 39 39 39 39 39 39 39 39 39 39 39 39 00")]
    public void A_message_without_a_number_is_refused(string hex)
    {
        var payload = new ReadOnlySequence<byte>(Wire.Hex(hex));

        var error = Assert.Throws<TwsProtocolException>(() => FrameReader.PeekNumber(payload));

        Assert.Equal(TwsProblem.BadField, error.Problem);
    }
}
