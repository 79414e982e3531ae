namespace IbkrAgent.Settings;

/// <summary>A settings file as sections and entries, with every line that is neither of them nor a comment.</summary>
/// <remarks>
/// <c>[section]</c>, <c>key = value</c>, values in double quotes, <c>;</c> and <c>#</c> at the beginning of a line. The
/// INI reader of Microsoft.Extensions.Configuration is not used: it stops at the first wrong line and at the first
/// repeated key, ignores case, and tells no line numbers, so that it cannot report all errors at once.
/// </remarks>
internal sealed class IniText
{
    private readonly List<string> _sections = [];
    private readonly List<SettingsEntry> _entries = [];
    private readonly List<SettingsProblem> _problems = [];

    private IniText() { }

    /// <summary>Names of the sections, in order; one that stands there twice is here twice.</summary>
    public IReadOnlyList<string> Sections => _sections;

    public IReadOnlyList<SettingsEntry> Entries => _entries;

    public IReadOnlyList<SettingsProblem> Problems => _problems;

    public static IniText Read(string file, string text)
    {
        var ini = new IniText();
        var section = "";
        var number = 0;
        foreach (var raw in text.TrimStart('\uFEFF').AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.IsEmpty || line[0] is ';' or '#')
                continue;

            if (line is ['[', .. var name, ']'])
                ini._sections.Add(section = name.Trim().ToString());
            else if (line[0] != '[' && line.IndexOf('=') is > 0 and var equals)
                ini._entries.Add(new(section, line[..equals].Trim().ToString(), Value(line[(equals + 1)..]), number));
            else
                ini._problems.Add(new(file, section, "", $"line {number} is neither [SECTION] nor KEY = VALUE"));
        }

        return ini;
    }

    private static string Value(ReadOnlySpan<char> text)
    {
        var value = text.Trim();
        return (value is ['"', .. var quoted, '"'] ? quoted : value).ToString();
    }
}
