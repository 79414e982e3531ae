using IbkrAgent.Common;
using IbkrAgent.Restarts;

namespace IbkrAgent.Control;

/// <summary>Body of a request that takes an inhibitor or, with <see cref="For"/> alone, renews one.</summary>
/// <param name="Who">one line.</param>
/// <param name="Why">one line.</param>
/// <param name="For">how long it stands from now: <c>30min</c>, <c>2h</c>.</param>
public sealed record InhibitRequest(string? Who = null, string? Why = null, string? For = null)
{
    public const int LongestWho = 64;
    public const int LongestWhy = 200;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>What is asked for, or null when it is not understood.</summary>
    /// <param name="problem">why it is not understood; empty when it is.</param>
    public InhibitorWish? Read(out string problem)
    {
        var span = ReadSpan(out problem);
        problem = this switch
        {
            _ when !IsLine(Who, LongestWho) =>
                $"who inhibits is not said, or not in one line of at most {LongestWho} characters",
            _ when !IsLine(Why, LongestWhy) =>
                $"why is not said, or not in one line of at most {LongestWhy} characters",
            _ => problem,
        };
        return problem.Length > 0 ? null : new(Who!.Trim(), Why!.Trim(), span);
    }

    /// <summary>For how long one is renewed, or null when it is not understood.</summary>
    public TimeSpan? ReadRenewal(out string problem)
    {
        var span = ReadSpan(out problem);
        if (Who is not null || Why is not null)
            problem = "a renewal says neither who nor why";
        return problem.Length > 0 ? null : span;
    }

    private TimeSpan ReadSpan(out string problem)
    {
        problem = "";
        if (For is null)
            return InhibitorBook.UsualTime;

        if (!DurationText.TryParse(For, out var span) || span < TimeSpan.FromSeconds(1) || span > Longest)
            problem = $"'{For}' is not a duration of 1s to {DurationText.Format(Longest)}, for example 30min or 2h";
        return span;
    }

    private static bool IsLine(string? text, int longest) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= longest && OneLine.Of(text) == text;
}
