using System.Globalization;
using System.Text.RegularExpressions;

namespace IbkrAgent.Containers;

/// <summary>
/// The rows of docs/health.md: the document is the test's data, so that neither can say what the other does not.
/// </summary>
internal static partial class HealthTable
{
    public const string OfAStart = "From a start on";
    public const string AtTheApi = "From a start on, at the API";
    public const string WhileReady = "While it is ready";

    /// <summary>
    /// Rows that name their test: what has to be done, or what is to be seen, is more than a row can say.
    /// </summary>
    public const string InItsOwnTest = "In a test of its own";

    public static readonly string[] Headings = [OfAStart, AtTheApi, WhileReady, InItsOwnTest];

    public static readonly string Chapter = File.ReadAllText(Path.Combine(Sources.Root, "docs", "health.md"))
        .Split("\n## What is concluded from what\n")[1]
        .Split("\n## ")[0];

    public static IEnumerable<HealthRow> Below(string heading) =>
        LinesBelow(heading)
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => new HealthRow(
                match.Groups["cause"].Value,
                match.Groups["verdict"].Value,
                int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture),
                match.Groups["does"].Value,
                match.Groups["sim"].Value,
                match.Groups["test"].Value
            ));

    /// <summary>What is meant to be a row, whatever is in it.</summary>
    public static IEnumerable<string> LinesBelow(string heading) =>
        Chapter
            .Split($"### {heading}\n\n")[1]
            .Split("\n#")[0]
            .Split('\n')
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
            .Skip(1)
            .Where(line => line.StartsWith('|'));

    // | cause | what is seen | `Verdict` | status | what the agent does | `stand-in` |, and perhaps `Class.Test` |
    [GeneratedRegex(
        @"^\| (?<cause>[^|]+) \| [^|]+ \| `(?<verdict>\w+)` \| (?<status>\d) \| (?<does>\w+)[^|]* \| `(?<sim>[^`]+)` \|( `(?<test>\w+\.\w+)` \|)?$"
    )]
    private static partial Regex Row();
}

/// <summary>One row of docs/health.md.</summary>
/// <param name="Does">the first word of what the agent does.</param>
/// <param name="StandIn">what the stand-in is told; several commands with a semicolon.</param>
/// <param name="Test">the class and the name of the test that plays it; empty: it is played as it stands there.</param>
public sealed partial record HealthRow(
    string Cause,
    string Verdict,
    int Status,
    string Does,
    string StandIn,
    string Test
)
{
    /// <summary>The named scenarios that it plays.</summary>
    public IEnumerable<string> Scenarios => Scenario().Matches(StandIn).Select(match => match.Groups[1].Value);

    public override string ToString() => $"{StandIn} -> {Verdict}";

    [GeneratedRegex("scenario ([a-z0-9-]+)")]
    private static partial Regex Scenario();
}
