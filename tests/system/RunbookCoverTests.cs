using System.Reflection;
using System.Text.RegularExpressions;

namespace IbkrAgent.SystemTests;

/// <summary>No alert wakes somebody for an action that nobody has tried.</summary>
public sealed partial class RunbookCoverTests
{
    [Fact]
    public void Every_alert_that_asks_for_something_has_a_test_that_does_it()
    {
        var asking = Alert()
            .Matches(File.ReadAllText(Path.Combine(Sources.Root, "docs/operations.md")))
            .Where(row => !row.Groups["action"].Value.StartsWith("nothing", StringComparison.Ordinal))
            .Select(row => row.Groups["code"].Value)
            .ToHashSet();
        var tried = typeof(RunbookCoverTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<TraitAttribute>())
            .Where(trait => trait.Name == Runbook.Alert)
            .Select(trait => trait.Value)
            .ToHashSet();

        Assert.InRange(asking.Count, 25, 60);
        Assert.Empty(asking.Except(tried));
    }

    /// <summary>A row of the table of alerts.</summary>
    [GeneratedRegex(
        @"^\| `(?<code>[a-z-]+)` \| (?:information|warning|critical) \| [^|]* \| (?<action>[^|]*) \|$",
        RegexOptions.Multiline
    )]
    private static partial Regex Alert();
}
