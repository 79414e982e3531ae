using System.Text;

namespace IbkrAgent.Fuzz;

/// <summary>Inputs made of other inputs.</summary>
internal static class Mutation
{
    private const int LongestInput = 0x4000;
    private const int LongestRun = 64;
    private const int LongestFlood = 5000;

    private static readonly byte[] TellingBytes =
    [
        0,
        1,
        9,
        10,
        13,
        27,
        32,
        .. "\"#%,-./019:;=AZ[\\]az{}"u8,
        0x7F,
        0x80,
        0xFF,
    ];

    private static readonly byte[][] TellingTexts =
    [
        .. new[]
        {
            "-1",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "1.7976931348623157E308",
            "NaN",
            "\\u0000",
            "\\u00",
            "\r\n",
            "\0\0\0\0",
            "00FFFFFF",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>One to eight changes, one after the other.</summary>
    /// <param name="others">inputs of the same kind, of which pieces are taken.</param>
    public static byte[] Of(byte[] input, IReadOnlyList<byte[]> others, Dice dice)
    {
        var bytes = new List<byte>(input);
        for (var changes = 1 + dice.Below(8); changes > 0; changes--)
            Change(bytes, others, dice);

        return bytes.Count > LongestInput ? [.. bytes.Take(LongestInput)] : [.. bytes];
    }

    public static byte[] Noise(Dice dice)
    {
        var bytes = new byte[dice.Below(300)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)dice.Next();
        return bytes;
    }

    private static void Change(List<byte> bytes, IReadOnlyList<byte[]> others, Dice dice)
    {
        var at = dice.Below(bytes.Count + 1);
        var run = Math.Min(1 + dice.Below(LongestRun), bytes.Count - at);
        switch (dice.Below(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << dice.Below(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = dice.Pick(TellingBytes);
                break;
            case 2:
                bytes.Insert(at, dice.Pick(TellingBytes));
                break;
            case 3:
                bytes.RemoveRange(at, run);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, run));
                break;
            case 5:
                bytes.InsertRange(at, dice.Pick(TellingTexts));
                break;
            case 6:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 7 when others.Count > 0:
                bytes.InsertRange(at, Piece(dice.Pick(others), dice));
                break;
            case 8:
                var count = dice.Chance(20) ? dice.Below(LongestFlood) : run;
                bytes.InsertRange(at, Enumerable.Repeat(dice.Pick(TellingBytes), count));
                break;
        }
    }

    private static ArraySegment<byte> Piece(byte[] input, Dice dice)
    {
        var start = dice.Below(input.Length);
        return new(input, start, dice.Below(input.Length - start + 1));
    }
}
