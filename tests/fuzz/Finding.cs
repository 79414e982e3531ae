using System.Diagnostics;
using System.Globalization;

namespace IbkrAgent.Fuzz;

/// <summary>An input that a reader did not stand.</summary>
/// <param name="Seed">makes the same input again.</param>
/// <param name="Kind">two findings of one kind have one cause, mostly.</param>
internal sealed record Finding(ulong Seed, string Target, string Kind, string Problem, byte[] Input)
{
    private const int LongestShown = 400;

    public static Finding Of(ulong seed, string target, Exception exception, byte[] input)
    {
        var place =
            new StackTrace(exception).GetFrames().Select(PlaceOf).FirstOrDefault(place => place is not null) ?? "";
        var problem = $"{exception.GetType().Name} in {place}: {exception.Message.ReplaceLineEndings(" ")}";
        return new(seed, target, $"{target} {exception.GetType().Name} {place}", problem, input);
    }

    /// <summary>
    /// Where in the agent, or in what it has to hold to, an exception was thrown; null: in a library.
    /// </summary>
    private static string? PlaceOf(StackFrame frame) =>
        frame.GetMethod() is { DeclaringType: { Namespace: { } space } type } method
        && space.StartsWith("IbkrAgent", StringComparison.Ordinal)
        && type != typeof(FuzzTarget)
            ? $"{type.Name}.{method.Name}"
            : null;

    public string Describe()
    {
        var hex = Convert.ToHexString(Input.AsSpan(0, Math.Min(Input.Length, LongestShown / 2)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            fuzz: finding: {Target}: {Problem}
            fuzz:   {Input.Length} bytes: {hex}{(2 * Input.Length > LongestShown ? "..." : "")}
            fuzz:   again: make fuzz FUZZ_SEED={Seed} FUZZ_INPUTS=1
            """
        );
    }
}
