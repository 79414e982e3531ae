using System.Globalization;
using IbkrAgent.Common;

namespace IbkrAgent.Settings;

/// <summary>Reads the keys of one section, and collects what is wrong and what is unwise.</summary>
/// <remarks>After a problem the default stands in, so that the other keys can be read.</remarks>
internal sealed class SectionReader(string file, string section, IEnumerable<SettingsEntry> allEntries)
{
    private readonly List<SettingsEntry> _entries = [.. allEntries.Where(entry => entry.Section == section)];

    public List<SettingsProblem> Problems { get; } = [];

    public List<SettingsProblem> Warnings { get; } = [];

    public bool IsRight(SettingsKey key) => Problems.All(problem => problem.Key != key.Name);

    /// <summary>Once, however often the key is read.</summary>
    public void Report(SettingsKey key, string problem)
    {
        var entry = new SettingsProblem(file, section, key.Name, problem);
        if (!Problems.Contains(entry))
            Problems.Add(entry);
    }

    /// <summary>Reports keys that do not exist, and keys that stand there twice.</summary>
    public void CheckKeys(IReadOnlyList<SettingsKey> known)
    {
        foreach (var group in _entries.GroupBy(entry => entry.Key))
        {
            if (known.All(key => key.Name != group.Key))
                Problems.Add(new(file, section, group.Key, $"unknown key on line {group.First().Line}"));
            else if (group.Count() > 1)
                Problems.Add(new(file, section, group.Key, $"stands on lines {Lines(group)}; keep one of them"));
        }
    }

    public string Read(SettingsKey.FreeText key) => TextOf(key);

    public string Read(SettingsKey.Choice key)
    {
        var text = TextOf(key);
        if (key.Words.Contains(text))
            return text;

        Report(key, $"'{text}' is not one of: {string.Join(", ", key.Words)}");
        return key.Default;
    }

    /// <summary>The word, or null when the key is empty or wrong.</summary>
    public string? ReadOptional(SettingsKey.Choice key) => TextOf(key).Length > 0 ? Read(key) : null;

    public int Read(SettingsKey.Number key) => ReadOptional(key) ?? Number(key.Default);

    /// <summary>The number, or null when the key is empty or wrong.</summary>
    public int? ReadOptional(SettingsKey.Number key)
    {
        var text = TextOf(key);
        if (text.Length == 0)
            return null;

        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number < key.Least || number > key.Most)
        {
            Report(key, $"'{text}' is not a number from {key.Least} to {key.Most}");
            return null;
        }

        if (key.RiskAbove is { } risk && number > Number(key.Default))
            Warn(key, $"{text} is above the default of {key.Default}: {risk}");
        return number;
    }

    public TimeSpan Read(SettingsKey.Duration key)
    {
        var text = TextOf(key);
        var standard = Duration(key.Default);
        if (!DurationText.TryParse(text, out var duration))
        {
            Report(key, $"'{text}' is not a duration, for example 500ms, 10s, 1min 30s or 2h");
            return standard;
        }

        if (duration < Duration(key.Least) || duration > Duration(key.Most))
        {
            Report(key, $"'{text}' is not a duration from {key.Least} to {key.Most}");
            return standard;
        }

        if (key.RiskBelow is { } risk && duration < standard)
            Warn(key, $"{text} is below the default of {key.Default}: {risk}");
        return duration;
    }

    /// <summary>The path without a slash at its end, or null when it is empty or wrong.</summary>
    public string? Read(SettingsKey.Directory key)
    {
        var text = TextOf(key);
        if (text.Length == 0)
            return null;

        if (DirectoryRules.ProblemOf(text) is not { } problem)
            return text.TrimEnd('/');

        Report(key, $"'{text}' {problem}");
        return null;
    }

    private string TextOf(SettingsKey key)
    {
        var text = _entries.Find(entry => entry.Key == key.Name)?.Value ?? key.Default;
        if (text.Length > 0 || key.Default.Length == 0)
            return text;

        Report(key, $"is empty; the default is {key.Default}");
        return key.Default;
    }

    private void Warn(SettingsKey key, string problem) => Warnings.Add(new(file, section, key.Name, problem));

    private static string Lines(IEnumerable<SettingsEntry> entries) =>
        string.Join(" and ", entries.Select(entry => entry.Line));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan Duration(string text) =>
        DurationText.TryParse(text, out var duration)
            ? duration
            : throw new FormatException($"'{text}' in a key's limits");
}
