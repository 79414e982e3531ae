using System.Globalization;
using System.Text.RegularExpressions;

namespace IbkrAgent.SystemTests;

/// <summary>The rows of docs/health.md: the document is the test's data, so that neither can say what the other does not.</summary>
internal static partial class HealthTable
{
    /// <summary>The rows below a heading; every <paramref name="parts"/>th of them, beginning with one.</summary>
    public static IEnumerable<HealthRow> Below(string heading, int part, int parts) =>
        File.ReadAllText(Path.Combine(Sources.Root, "docs", "health.md"))
            .Split($"### {heading}\n\n")[1]
            .Split("\n#")[0]
            .Split('\n')
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => new HealthRow(
                match.Groups["cause"].Value,
                match.Groups["verdict"].Value,
                int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture),
                match.Groups["does"].Value,
                match.Groups["sim"].Value
            ))
            .Where((_, index) => index % parts == part);

    // | cause | what is seen | `Verdict` | status | what the agent does | `stand-in` |
    [GeneratedRegex(@"^\| (?<cause>[^|]+) \| [^|]+ \| `(?<verdict>\w+)` \| (?<status>\d) \| (?<does>\w+)[^|]* \| `(?<sim>[^`]+)` \|$")]
    private static partial Regex Row();
}

/// <summary>One row of docs/health.md.</summary>
/// <param name="Does">the first word of what the agent does.</param>
/// <param name="StandIn">what the stand-in is told; several commands with a semicolon.</param>
public sealed record HealthRow(string Cause, string Verdict, int Status, string Does, string StandIn)
{
    public override string ToString() => $"{StandIn} -> {Verdict}";
}
