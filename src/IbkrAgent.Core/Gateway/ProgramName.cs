namespace IbkrAgent.Gateway;

/// <summary>Names programs by their command lines, as systemd shows those for people.</summary>
/// <remarks>
/// The first word is the path, in quotes when the shell would need them. A process without a command line, because it
/// is only just beginning or has ended, is shown by its name in brackets: it counts as nothing yet, or any more.
/// </remarks>
public static class ProgramName
{
    /// <summary>The last part of the program's path, for example <c>java</c>.</summary>
    public static string Of(string commandLine)
    {
        var text = commandLine.AsSpan().TrimStart('$');
        var word = text is ['"' or '\'', ..] ? Until(text[0], text[1..]) : Until(' ', text);
        return word[(word.LastIndexOf('/') + 1)..].ToString();
    }

    private static ReadOnlySpan<char> Until(char end, ReadOnlySpan<char> text) =>
        text.IndexOf(end) is >= 0 and var length ? text[..length] : text;
}
