using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Tws;

namespace IbkrAgent.Fuzz;

/// <summary>What a Gateway sends: frames of fields that end with NUL.</summary>
internal static class Frames
{
    private static readonly string[] Words =
    [
        "DU1234567",
        "DU1,DU2,",
        "2104",
        "1100",
        "Market data farm connection is OK:usfarm",
        "Connectivity between IBKR and Trader Workstation has been lost.",
        "caf\\u00e9",
        "USD",
        "NetLiquidation",
        "Filled",
        "PEG BENCH",
        "\n",
    ];

    private static readonly int[] Numbers = [.. Enum.GetValues<ServerMessageId>().Select(id => (int)id), 0, 71, 200];

    private static Gen<string> Field { get; } =
        Gen.Frequency((6, Shape.Number), (5, Gen.Elements(Words)), (1, Shape.AnyText));

    /// <summary>A message, without its length.</summary>
    public static Gen<byte[]> Message { get; } =
        from number in Gen.Frequency((9, Gen.Elements(Numbers)), (1, Gen.Choose(-5, 300)))
        from fields in Gen.Frequency((8, Field.ArrayOf()), (1, Field.ArrayOf(70)), (1, Field.ArrayOf(170)))
        select Encoding.UTF8.GetBytes(string.Concat(fields.Prepend($"{number}").Select(field => $"{field}\0")));

    /// <summary>A message in its frame; now and then the length is wrong.</summary>
    public static Gen<byte[]> Frame { get; } =
        from message in Message
        from error in Gen.Frequency((30, Gen.Constant(0)), (1, Gen.Choose(-2, 2)), (1, Gen.Choose(-9, 0x1000000)))
        select Of(message, error);

    /// <summary>The server's answer to the hello.</summary>
    public static Gen<byte[]> Hello { get; } =
        from version in Gen.Frequency((12, Gen.Choose(157, 200)), (1, Gen.Choose(-1, 300)))
        select Of(Encoding.UTF8.GetBytes($"{version}\020260211 09:30:01 Central European Standard Time\0"), error: 0);

    /// <summary>Frames that are written one on a line, <c>field|field</c>; what begins with # is a comment.</summary>
    public static IEnumerable<byte[]> OfLines(byte[] text) =>
        Encoding
            .UTF8.GetString(text)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => Encoding.UTF8.GetBytes(string.Concat(line.Split('|').Select(field => $"{field}\0"))));

    public static byte[] Of(byte[] message, int error = 0)
    {
        var frame = new byte[FrameReader.PrefixLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, message.Length + error);
        message.CopyTo(frame, FrameReader.PrefixLength);
        return frame;
    }
}
