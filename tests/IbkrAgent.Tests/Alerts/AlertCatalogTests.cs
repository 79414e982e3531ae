using System.Text.RegularExpressions;
using IbkrAgent.Alerts;
using IbkrAgent.Health;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

public sealed partial class AlertCatalogTests
{
    private static readonly string Path = Repository.PathOf("docs/operations.md");

    /// <summary>These need nobody: it is on its way, stopped because somebody wanted it so, or all is well.</summary>
    /// <remarks>One that does not get on is told by its length.</remarks>
    private static readonly Verdict[] Silent = [Verdict.Starting, Verdict.Stopped, Verdict.Ready];

    /// <summary>UPDATE_GOLDEN=1 writes the table anew.</summary>
    [Fact]
    public void The_operators_table_is_the_catalog()
    {
        var page = File.ReadAllText(Path);
        var table = Table().Match(page);
        var expected = "| Code | Severity | It means | What to do |\n|---|---|---|---|\n" + string.Concat(Rows());
        if (Golden.IsUpdated)
            File.WriteAllText(Path, page.Replace(table.Value, expected, StringComparison.Ordinal));
        else
            Assert.Equal(expected, table.Value);
    }

    [Fact]
    public void Every_chapter_that_the_catalog_names_is_there()
    {
        var page = File.ReadAllText(Path);
        var chapters = AlertCatalog
            .All.SelectMany(alert => Chapter().Matches(alert.Runbook))
            .Select(m => m.Groups[1].Value);

        Assert.All(chapters, chapter => Assert.Contains($"\n## {chapter}\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Codes_are_told_apart_and_are_complete()
    {
        Assert.Equal(AlertCatalog.All.Count, AlertCatalog.All.Select(alert => alert.Code).Distinct().Count());
        Assert.All(
            AlertCatalog.All,
            alert =>
            {
                Assert.Matches("^[a-z]+(-[a-z]+)*$", alert.Code);
                Assert.NotEmpty(alert.Title);
                Assert.NotEmpty(alert.Means);
                Assert.NotEmpty(alert.Runbook);
            }
        );
    }

    [Fact]
    public void No_verdict_is_a_silent_death()
    {
        var told = Enum.GetValues<Verdict>().Where(verdict => AlertCatalog.For(verdict) is not null);

        Assert.Equal(Enum.GetValues<Verdict>().Except(Silent), told);
    }

    /// <summary>What hides something needs a human at least as much.</summary>
    [Fact]
    public void Nothing_hides_what_is_more_severe_or_itself()
    {
        foreach (var alert in AlertCatalog.All)
        foreach (var hidden in alert.Hides.Select(AlertCatalog.Find))
        {
            Assert.NotNull(hidden);
            Assert.NotEqual(alert, hidden);
            Assert.True(hidden.Severity <= alert.Severity, $"{alert.Code} hides {hidden.Code}");
        }
    }

    private static IEnumerable<string> Rows() =>
        AlertCatalog.All.Select(alert =>
            $"| `{alert.Code}` | {alert.Severity.ToString().ToLowerInvariant()} | {alert.Means} | "
            + Chapter().Replace(alert.Runbook, match => $"[{match.Groups[1].Value}](#{Anchor(match.Groups[1].Value)})")
            + " |\n"
        );

    private static string Anchor(string chapter) => chapter.ToLowerInvariant().Replace(' ', '-');

    [GeneratedRegex(@"^\| Code \| Severity \|.*\n(\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex(@"docs/operations\.md, ""([^""]+)""")]
    private static partial Regex Chapter();
}
