using IbkrAgent.Faults;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Documents;

/// <summary>The tables of docs/faults.md are those of the program that injects them.</summary>
public sealed class FaultTableTests
{
    private const string Heading = "## The faults\n\n";

    private static readonly string Path = Repository.PathOf("docs/faults.md");

    [Fact]
    public void The_document_has_every_fault()
    {
        var page = File.ReadAllText(Path);
        var head = page[..(page.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length)];
        if (Golden.IsUpdated)
            File.WriteAllText(Path, head + FaultTable.Markdown);

        Assert.Equal(head + FaultTable.Markdown, File.ReadAllText(Path));
    }
}
