using System.Buffers.Binary;
using System.Text;

namespace IbkrAgent.Tests.Systemd.Bus;

/// <summary>Writes values in the wire format of D-Bus, little endian.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public WireWriter Align(int boundary)
    {
        while (_bytes.Count % boundary != 0)
            _bytes.Add(0);

        return this;
    }

    public WireWriter Byte(byte value)
    {
        _bytes.Add(value);
        return this;
    }

    public WireWriter UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Align(4)._bytes.AddRange(bytes);
        return this;
    }

    public WireWriter UInt64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Align(8)._bytes.AddRange(bytes);
        return this;
    }

    public WireWriter String(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        UInt32((uint)bytes.Length)._bytes.AddRange([.. bytes, 0]);
        return this;
    }

    public WireWriter Signature(string value)
    {
        _bytes.AddRange([(byte)value.Length, .. Encoding.ASCII.GetBytes(value), 0]);
        return this;
    }

    public WireWriter Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>An array whose elements begin at multiples of the boundary, which its length does not count.</summary>
    public WireWriter Array(int boundary, Action<WireWriter> elements)
    {
        UInt32(0);
        var lengthAt = _bytes.Count - 4;
        Align(boundary);
        var start = _bytes.Count;
        elements(this);
        var length = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)(_bytes.Count - start));
        for (var i = 0; i < length.Length; i++)
            _bytes[lengthAt + i] = length[i];

        return this;
    }

    /// <summary>A dictionary of properties, <c>a{sv}</c>.</summary>
    public WireWriter Properties(IEnumerable<KeyValuePair<string, object>> properties) =>
        Array(
            8,
            writer =>
            {
                foreach (var (name, value) in properties)
                    writer.Align(8).String(name).Variant(value);
            }
        );

    private WireWriter Variant(object value) =>
        value switch
        {
            string text => Signature("s").String(text),
            bool flag => Signature("b").UInt32(flag ? 1u : 0),
            int number => Signature("i").UInt32((uint)number),
            uint number => Signature("u").UInt32(number),
            ulong number => Signature("t").UInt64(number),
            byte[] bytes => Signature("ay").Array(1, writer => writer.Raw(bytes)),
            IEnumerable<(string Base, string Expression, ulong Next)> calendar => Signature("a(sst)")
                .Array(
                    8,
                    writer =>
                    {
                        foreach (var (@base, expression, next) in calendar)
                            writer.Align(8).String(@base).String(expression).UInt64(next);
                    }
                ),
            _ => throw new ArgumentException($"no wire format for {value.GetType()}"),
        };
}
