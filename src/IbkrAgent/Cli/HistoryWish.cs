using System.Globalization;
using IbkrAgent.Common;
using IbkrAgent.History;

namespace IbkrAgent.Cli;

/// <summary>What the options of <c>history</c> say.</summary>
/// <param name="Limit">only the newest so many; null: all.</param>
internal sealed record HistoryWish(HistoryQuery Query, int? Limit)
{
    /// <summary>Shown when nothing says from when on.</summary>
    public const int DefaultLimit = 50;

    private const int LargestLimit = 1_000_000;

    /// <param name="zone">of this host.</param>
    /// <param name="problem">what is wrong with them; empty when nothing is.</param>
    public static HistoryWish? Of(
        HistoryCommand.Arguments arguments,
        DateTimeOffset now,
        TimeZoneInfo zone,
        out string problem
    )
    {
        var problems = new List<string>();
        var kinds = new List<HistoryKind>();
        foreach (var word in arguments.Kinds)
            if (HistoryKinds.TryParse(word, out var kind))
                kinds.Add(kind.Value);
            else
                problems.Add($"--kind: '{word}' is none of {HistoryKinds.Words}");

        var since = Instant("--since", arguments.Since);
        var until = Instant("--until", arguments.Until);
        if (since > until)
            problems.Add("--since is later than --until");

        int? limit = arguments.Since is null ? DefaultLimit : null;
        if (arguments.Limit is { } text)
            if (
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= 1 and <= LargestLimit
            )
                limit = number;
            else
                problems.Add($"--limit: '{text}' is not a number of 1 to {LargestLimit}");

        if (arguments.Export is not null && (arguments.Limit is not null || arguments.Json))
            problems.Add("--export takes neither --limit nor --json: it leaves nothing out, and is JSON");

        problem = problems.FirstOrDefault() ?? "";
        return problems.Count > 0 ? null : new(new(since, until, kinds, arguments.Gateway), limit);

        DateTimeOffset? Instant(string option, string? typed)
        {
            if (typed is null)
                return null;
            if (TimeText.TryParse(typed, now, zone, out var at))
                return at;

            problems.Add($"{option}: '{typed}' is not a time, such as {TimeText.Examples}");
            return null;
        }
    }
}
