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
        var frame = new StackTrace(exception).GetFrame(0)?.GetMethod();
        var place = frame is null ? "" : $"{frame.DeclaringType?.Name}.{frame.Name}";
        var problem = $"{exception.GetType().Name} in {place}: {exception.Message.ReplaceLineEndings(" ")}";
        return new(seed, target, $"{target} {exception.GetType().Name} {place}", problem, input);
    }

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
