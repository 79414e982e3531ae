namespace IbkrAgent.Verification;

/// <summary>One entry of docs/unknowns.md: what nobody has watched on a real Gateway.</summary>
/// <param name="Id">for example <c>U-1</c>.</param>
/// <param name="Drill">how it is found out, one paragraph.</param>
public sealed record OpenQuestion(string Id, string Title, string Drill)
{
    private const string Heading = "### ";
    private const string Part = "- Drill: ";

    /// <summary>All of a page, in its order.</summary>
    public static IReadOnlyList<OpenQuestion> ReadAll(string page)
    {
        return
        [
            .. $"\n{page}"
                .Split($"\n{Heading}")
                .Skip(1)
                .Where(entry => entry.Contains(Part, StringComparison.Ordinal))
                .Select(Read),
        ];
    }

    private static OpenQuestion Read(string entry)
    {
        var words = entry.Split('\n')[0].Split(' ', 2);
        var drill = entry[(entry.IndexOf(Part, StringComparison.Ordinal) + Part.Length)..];
        return new(words[0], words[^1], ParagraphOf(drill));
    }

    /// <summary>A drill ends where the next line is not indented as a part of it.</summary>
    private static string ParagraphOf(string text)
    {
        var lines = text.Split('\n');
        return string.Join(
            ' ',
            lines[1..]
                .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
                .Prepend(lines[0])
                .Select(line => line.Trim())
        );
    }
}
