using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace IbkrAgent.Tws;

/// <summary>Builds one frame field by field; the inverse of <see cref="FieldReader"/>.</summary>
public sealed class FieldWriter
{
    private readonly ArrayBufferWriter<byte> _frame = new();

    public FieldWriter() => _frame.Write(stackalloc byte[FrameReader.PrefixLength]); // place of the length

    public static byte[] Encode<T>(T message, ServerVersion server)
        where T : ITwsMessage<T>
    {
        var fields = new FieldWriter();
        fields.Add(T.Number);
        message.Write(fields, server);
        return fields.ToFrame();
    }

    public FieldWriter Add(long value) => Add(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a quantity or an amount; empty when it is not set.</summary>
    public FieldWriter Add(decimal? value) => Add(value?.ToString(CultureInfo.InvariantCulture) ?? "");

    public FieldWriter Add(string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("a field cannot contain its own terminator", nameof(value));

        Encoding.UTF8.GetBytes(value, _frame);
        _frame.Write("\0"u8);
        return this;
    }

    /// <summary>Adds text that the peer shows to a person; escaped when the version calls for it.</summary>
    public FieldWriter AddEscaped(string value, ServerVersion server) =>
        Add(server.Has(ServerVersion.EscapedText) ? EscapedText.Escape(value) : value);

    public byte[] ToFrame()
    {
        var frame = _frame.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - FrameReader.PrefixLength);
        return frame;
    }
}
