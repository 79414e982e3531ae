using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Restarts;

/// <summary>Each story of the restart of the day is a transcript; UPDATE_GOLDEN=1 writes the expectations anew.</summary>
public sealed class RestartTranscriptTests
{
    public static TheoryData<string> Stories =>
        [
            .. Directory
                .GetFiles(Folder, "*.txt")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal),
        ];

    private static string Folder => Repository.BesideCaller("Transcripts");

    [Theory]
    [MemberData(nameof(Stories))]
    public void Every_story_ends_as_written(string story)
    {
        var path = Path.Combine(Folder, story + ".txt");
        var expected = File.ReadAllText(path);

        var played = RestartTranscript.Play(expected);

        if (Golden.IsUpdated)
            File.WriteAllText(path, played);
        else
            Assert.Equal(expected, played);
    }
}
