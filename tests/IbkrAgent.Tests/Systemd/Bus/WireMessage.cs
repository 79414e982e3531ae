using System.Buffers.Binary;
using System.Text;

namespace IbkrAgent.Tests.Systemd.Bus;

/// <summary>A D-Bus message: what the header says, and the strings of the body.</summary>
internal sealed record WireMessage(
    byte Type,
    uint Serial,
    uint ReplySerial,
    string Sender,
    string Path,
    string Member,
    string[] Arguments
)
{
    public const byte Call = 1;
    public const byte Reply = 2;
    public const byte Error = 3;
    public const byte Signal = 4;

    public static byte[] Write(
        byte type,
        uint serial,
        IEnumerable<(byte Code, string Type, object Value)> fields,
        string signature,
        byte[] body
    )
    {
        var writer = new WireWriter()
            .Byte((byte)'l')
            .Byte(type)
            .Byte(0)
            .Byte(1)
            .UInt32((uint)body.Length)
            .UInt32(serial);
        var all = signature.Length == 0 ? fields : fields.Append(((byte)8, "g", signature));
        writer.Array(
            8,
            header =>
            {
                foreach (var (code, kind, value) in all)
                {
                    header.Align(8).Byte(code).Signature(kind);
                    _ = kind switch
                    {
                        "u" => header.UInt32((uint)value),
                        "g" => header.Signature((string)value),
                        _ => header.String((string)value),
                    };
                }
            }
        );
        return writer.Align(8).Raw(body).ToArray();
    }

    public static async Task<WireMessage> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[16];
        await stream.ReadExactlyAsync(start, cancellationToken);
        var bodyLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(4));
        var fieldsLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(12));
        var padded = (fieldsLength + 7) / 8 * 8;
        var rest = new byte[padded + bodyLength];
        await stream.ReadExactlyAsync(rest, cancellationToken);
        return Parse(start, rest.AsSpan(0, fieldsLength), rest.AsSpan(padded));
    }

    private static WireMessage Parse(byte[] start, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> body)
    {
        var serial = BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        var texts = new Dictionary<byte, string>();
        var replySerial = 0u;
        for (var at = 0; at < fields.Length; at = (at + 7) / 8 * 8)
        {
            var (code, type) = (fields[at], fields[at + 2]);
            at += 4; // code, length of the signature, signature, zero
            if (type == 'g')
                texts[code] = Encoding.ASCII.GetString(fields.Slice(at + 1, fields[at]));
            else if (type == 'u')
                replySerial = BinaryPrimitives.ReadUInt32LittleEndian(fields[at..]);
            else
                texts[code] = Text(fields, at);

            at += type switch
            {
                (byte)'g' => fields[at] + 2,
                (byte)'u' => 4,
                _ => 5 + (int)BinaryPrimitives.ReadUInt32LittleEndian(fields[at..]),
            };
        }

        var arguments = new List<string>();
        var signature = texts.GetValueOrDefault((byte)8, "");
        for (var at = 0; arguments.Count < signature.Length && signature[arguments.Count] == 's'; )
        {
            at = (at + 3) / 4 * 4;
            arguments.Add(Text(body, at));
            at += 5 + arguments[^1].Length;
        }

        string Field(byte code) => texts.GetValueOrDefault(code, "");
        return new(start[1], serial, replySerial, Field(7), Field(1), Field(3), [.. arguments]);
    }

    private static string Text(ReadOnlySpan<byte> bytes, int at) =>
        Encoding.UTF8.GetString(bytes.Slice(at + 4, (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..])));
}
