using System.CommandLine;
using IbkrAgent.Common;

namespace IbkrAgent.Cli;

/// <summary><c>--timeout DURATION</c>: for the whole command, so that cron is never kept waiting.</summary>
internal static class TimeoutOption
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Option<TimeSpan> Create(TimeSpan fallback) =>
        new("--timeout")
        {
            Description = "How long all of it may take, for example 500ms or 2min",
            HelpName = "DURATION",
            DefaultValueFactory = _ => fallback,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (!DurationText.TryParse(text, out var timeout) || timeout <= TimeSpan.Zero || timeout > Longest)
                    result.AddError($"'{text}' is not a duration of 1ms to 1h, for example 500ms, 10s or 2min");
                return timeout;
            },
        };
}
