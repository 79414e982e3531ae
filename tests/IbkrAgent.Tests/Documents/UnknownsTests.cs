using System.Globalization;
using System.Text.RegularExpressions;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Documents;

/// <summary>What docs/unknowns.md names is there: tests, transcripts and files.</summary>
public sealed partial class UnknownsTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/unknowns.md"));

    private static readonly ILookup<string, string> Tests = Sources("tests").ToLookup(NameOf, File.ReadAllText);

    private static readonly HashSet<string> Files = [.. Sources("src").Select(path => Path.GetFileName(path)!)];

    private static readonly string[] Texts = [.. EntryStart().Split(Page).Skip(1)];

    public static TheoryData<int> Entries => [.. Enumerable.Range(1, Texts.Length)];

    [Theory]
    [MemberData(nameof(Entries))]
    public void The_entries_are_numbered_in_order(int entry) =>
        Assert.Equal(entry.ToString(CultureInfo.InvariantCulture), Number().Match(TextOf(entry)).Value);

    [Theory]
    [MemberData(nameof(Entries))]
    public void Each_entry_says_what_is_assumed_what_happens_if_not_and_how_a_drill_finds_out(int entry)
    {
        string[] parts = ["- Assumed: ", "- If not: ", "- Shown by: ", "- Drill: "];

        Assert.Equal(parts, Part().Matches(TextOf(entry)).Select(part => part.Value));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Each_entry_names_tests_that_exist(int entry)
    {
        var shownBy = ShownBy().Match(TextOf(entry)).Value;
        var stories = Story().Matches(shownBy).Select(story => story.Groups[1].Value).ToArray();
        var tests = Test()
            .Matches(shownBy)
            .Select(test => (Class: test.Groups[1].Value, Name: test.Groups[2].Value))
            .ToArray();

        Assert.NotEqual(0, stories.Length + tests.Length);
        Assert.All(
            stories,
            story =>
                Assert.True(
                    File.Exists(Repository.PathOf($"tests/IbkrAgent.Tests/Supervision/Transcripts/{story}.txt")),
                    $"no transcript {story}.txt"
                )
        );
        Assert.All(
            tests,
            test =>
                Assert.True(
                    Tests[test.Class].Any(source => source.Contains($" {test.Name}(", StringComparison.Ordinal)),
                    $"no test {test.Class}.{test.Name}"
                )
        );
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Each_file_that_an_entry_names_exists(int entry) =>
        Assert.All(SourceFile().Matches(TextOf(entry)), file => Assert.Contains(file.Groups[1].Value, Files));

    [Fact]
    public void What_is_not_safe_is_listed_at_the_top()
    {
        var listed = Row().Matches(Page).Select(row => row.Groups[1].Value).ToArray();
        var entries = Texts.Where(text => text.Contains("**not safe", StringComparison.OrdinalIgnoreCase));
        var stories = Directory
            .GetFiles(Repository.PathOf("tests/IbkrAgent.Tests/Supervision/Transcripts"))
            .SelectMany(path => NotSafe().Matches(File.ReadAllText(path)));

        Assert.Equal(entries.Select(text => Number().Match(text).Value), listed);
        Assert.All(stories, story => Assert.Contains(story.Groups[1].Value, listed));
    }

    private static string TextOf(int entry) => Texts[entry - 1];

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal));

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    [GeneratedRegex(@"^### U-", RegexOptions.Multiline)]
    private static partial Regex EntryStart();

    [GeneratedRegex("^- [A-Z][a-z ]+: ", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex("^- Shown by: .*?(?=^- Drill: )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShownBy();

    [GeneratedRegex(@"`([a-z0-9-]+)\.txt`")]
    private static partial Regex Story();

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"`([\w.]+\.cs)`")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"^\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"Not safe: U-(\d+)\s")]
    private static partial Regex NotSafe();

    [GeneratedRegex(@"^\| U-(\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
