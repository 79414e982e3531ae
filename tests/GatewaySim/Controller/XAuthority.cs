using System.Buffers.Binary;
using System.Text;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The file of <c>XAUTHORITY</c>: which cookie a display wants to see.</summary>
internal static class XAuthority
{
    public const string Protocol = "MIT-MAGIC-COOKIE-1";

    /// <returns>nothing when there is no file, or no cookie for the display in it.</returns>
    /// <remarks>
    /// Entries of family, address, display number, protocol and data. All but the family are a length and bytes;
    /// numbers are big-endian.
    /// </remarks>
    public static byte[] FindCookie(string path, string display)
    {
        ReadOnlySpan<byte> rest = File.Exists(path) ? File.ReadAllBytes(path) : [];
        while (rest.Length > sizeof(ushort))
        {
            rest = rest[sizeof(ushort)..];
            _ = Next(ref rest); // address
            var number = Encoding.ASCII.GetString(Next(ref rest));
            var protocol = Encoding.ASCII.GetString(Next(ref rest));
            var data = Next(ref rest);
            if (protocol == Protocol && (number == display || number.Length == 0))
                return data.ToArray();
        }

        return [];
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var end = sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(rest);
        var field = rest[sizeof(ushort)..end];
        rest = rest[end..];
        return field;
    }
}
