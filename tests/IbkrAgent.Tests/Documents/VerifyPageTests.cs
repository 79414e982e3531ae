using IbkrAgent.Tests.Support;
using IbkrAgent.Verification;

namespace IbkrAgent.Tests.Documents;

/// <summary>The table of docs/verify.md is that of the program.</summary>
public sealed class VerifyPageTests
{
    private const string Heading = "## The rules\n\n";

    private static readonly string Path = Repository.PathOf("docs/verify.md");

    [Fact]
    public void The_page_has_every_rule()
    {
        var page = File.ReadAllText(Path);
        var head = page[..(page.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length)];
        var table = string.Concat(RuleBook.All.Select(rule => $"| `{rule.Id}` | {rule.Demand} |\n"));
        var expected = $"{head}| Rule | What has to be so |\n|---|---|\n{table}";
        if (Golden.IsUpdated)
            File.WriteAllText(Path, expected);

        Assert.Equal(expected, File.ReadAllText(Path));
    }
}
