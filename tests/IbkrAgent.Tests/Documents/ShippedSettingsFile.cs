using System.Text.RegularExpressions;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Documents;

/// <summary>The shipped agent.ini as a document: it is where the settings are explained, and pages are made of it.</summary>
internal static partial class ShippedSettingsFile
{
    /// <summary>Text that goes on fills its lines up to here at least.</summary>
    private const int Width = 105;

    /// <param name="Title">empty: what stands above all keys of a section.</param>
    public sealed record Chapter(string Section, string Title, IReadOnlyList<Block> Blocks);

    /// <summary>Keys that share an explanation; none: it is about the file.</summary>
    public sealed record Block(IReadOnlyList<string> Lines, IReadOnlyList<SettingsKey> Keys);

    public static IReadOnlyList<Chapter> Read()
    {
        List<Chapter> chapters = [];
        List<Block> blocks = [];
        List<string> comment = [];
        List<SettingsKey> keys = [];
        var (section, title) = ("", "");
        foreach (var line in File.ReadLines(Repository.PathOf("etc-ibkr/agent.ini")))
        {
            if (Heading().Match(line) is { Success: true } heading)
                EndChapter(section, heading.Groups["title"].Value);
            else if (line is ['[', .. var name, ']'])
                EndChapter(name.StartsWith("gateway:", StringComparison.Ordinal) ? "gateway:NAME" : name, "");
            else if (line is ['#', .. var text])
                comment.Add(text is [' ', .. var rest] ? rest : text);
            else if (line.Length == 0)
                EndBlock();
            else
                keys.Add(KeyOf(section, line.Split(' ')[0]));
        }

        EndChapter("", "");
        return chapters;

        void EndBlock()
        {
            if (comment.Count > 0)
                blocks.Add(new([.. comment], [.. keys]));
            comment.Clear();
            keys.Clear();
        }

        void EndChapter(string nextSection, string nextTitle)
        {
            EndBlock();
            chapters.Add(new(section, title, [.. blocks]));
            blocks.Clear();
            (section, title) = (nextSection, nextTitle);
        }
    }

    /// <summary>The next line begins anew: its first word would have had room.</summary>
    public static bool EndsOnPurpose(string line, string next) =>
        line.Length > 0 && next.Length > 0 && line.Length + next.Split(' ')[0].Length < Width;

    /// <summary>What a value may be.</summary>
    public static string Allowed(SettingsKey key) =>
        key switch
        {
            SettingsKey.Choice choice => string.Join(", ", choice.Words),
            SettingsKey.Number number => $"{number.Least} to {number.Most}",
            SettingsKey.Duration duration => $"{duration.Least} to {duration.Most}",
            SettingsKey.Directory => "an absolute path",
            _ => "text",
        };

    /// <summary>What a value on the careless side of the default weakens; null: there is none.</summary>
    public static string? Risk(SettingsKey key) =>
        key switch
        {
            SettingsKey.Number { RiskAbove: { } risk } => $"above the default: {risk}",
            SettingsKey.Duration { RiskBelow: { } risk } => $"below the default: {risk}",
            _ => null,
        };

    private static SettingsKey KeyOf(string section, string name) =>
        (section == AlertKeys.Section ? AlertKeys.All : GatewayKeys.All).Single(key => key.Name == name);

    [GeneratedRegex("^# --- (?<title>.*?) -+$")]
    private static partial Regex Heading();
}
