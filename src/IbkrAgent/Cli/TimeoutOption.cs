using System.CommandLine;
using IbkrAgent.Common;

namespace IbkrAgent.Cli;

/// <summary><c>--timeout DURATION</c>: for the whole command, so that cron is never kept waiting.</summary>
internal static class TimeoutOption
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="otherwise">how long it takes at most without the option, for the help.</param>
    /// <remarks>A text: each type of option that is not yet in use takes 1 ms to compile.</remarks>
    public static Option<string?> Create(string otherwise)
    {
        var option = new Option<string?>("--timeout")
        {
            Description = $"How long all of it may take, for example 500ms or 2min [default: {otherwise}]",
            HelpName = "DURATION",
        };
        option.Validators.Add(result =>
        {
            var text = result.Tokens[0].Value;
            if (Read(text) is null)
                result.AddError($"'{text}' is not a duration of 1ms to 1h, for example 500ms, 10s or 2min");
        });
        return option;
    }

    /// <summary>The option's value; null when it was not given, or is no such duration.</summary>
    public static TimeSpan? Read(string? text) =>
        text is not null
        && DurationText.TryParse(text, out var timeout)
        && timeout > TimeSpan.Zero
        && timeout <= Longest
            ? timeout
            : null;

    /// <summary>How long a first step may take so that at least half of the time is left for the others.</summary>
    /// <param name="timeout">for all of it; null: it is not limited.</param>
    public static TimeSpan Part(TimeSpan? timeout, TimeSpan longest) =>
        timeout is { } all && all / 2 < longest ? all / 2 : longest;
}
