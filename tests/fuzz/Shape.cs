using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace IbkrAgent.Fuzz;

/// <summary>Generators that the formats share.</summary>
internal static class Shape
{
    private static readonly string[] TellingNumbers =
    [
        "0",
        "1",
        "-1",
        "42",
        "65535",
        "2147483647",
        "-2147483648",
        "99999999999",
        "9223372036854775807",
        "1.7976931348623157E308",
        "0.5",
        "",
    ];

    public static Gen<string> Number { get; } =
        Gen.Frequency((3, Gen.Choose(-10, 5000).Select(Invariant)), (2, Gen.Elements(TellingNumbers)));

    /// <summary>Anything at all, half surrogates included.</summary>
    public static Gen<string> AnyText { get; } = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");

    /// <summary>A text put together from the words of a format, with numbers and anything else between them.</summary>
    public static Gen<byte[]> TextOf(params string[] words) =>
        Gen.Frequency((12, Gen.Elements(words)), (2, Number), (1, AnyText))
            .ArrayOf()
            .Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
