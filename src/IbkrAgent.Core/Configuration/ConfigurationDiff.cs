using IbkrAgent.Bundles;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>How the values of a file differ, as lines for people; of secrets only that they do.</summary>
/// <remarks>By keys and without comments: somebody may have kept an old password in one.</remarks>
public static class ConfigurationDiff
{
    public static IReadOnlyList<string> Settings(string before, string after)
    {
        var (old, fresh) = (Entries(before), Entries(after));
        var added = IniText.Read("", after).Sections.Except(IniText.Read("", before).Sections).ToList();
        return
        [
            .. from section in fresh.Keys.Concat(old.Keys).Select(key => key.Section).Concat(added).Distinct()
            let changes = Changes(Of(old, section), Of(fresh, section), (_, value) => $" = {value}").ToList()
            where changes.Count > 0 || added.Contains(section)
            from line in changes.Prepend($"{(added.Contains(section) ? "+ " : "  ")}[{section}]")
            select line,
        ];
    }

    /// <exception cref="FormatException">nothing that the controller could read.</exception>
    public static IReadOnlyList<string> ControllerSettings(Secret before, Secret after) =>
        [.. Changes(Of(before), Of(after), (_, value) => $"={value}", SettingsMask.IsSecretName)];

    /// <exception cref="FormatException">a quote is never closed.</exception>
    public static IReadOnlyList<string> EnvironmentFile(Secret before, Secret after) =>
        [
            .. Changes(
                EnvironmentFileText.Read(before.Reveal()),
                EnvironmentFileText.Read(after.Reveal()),
                (_, _) => "",
                _ => true
            ),
        ];

    private static IEnumerable<string> Changes(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after,
        Func<string, string, string> told,
        Func<string, bool>? isSecret = null
    )
    {
        foreach (var key in before.Keys.Concat(after.Keys).Distinct())
        {
            var (old, fresh) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            if (old == fresh)
                continue;

            var name = OneLine.Of(key);
            if (isSecret?.Invoke(key) == true)
            {
                if (Masked(old ?? "", fresh ?? "") is { Length: > 0 } change)
                    yield return $"{change[0]} {name} ({change[2..]})";
                continue;
            }

            if (old is not null)
                yield return $"- {name}{OneLine.Of(told(key, old))}".TrimEnd();
            if (fresh is not null)
                yield return $"+ {name}{OneLine.Of(told(key, fresh))}".TrimEnd();
        }
    }

    private static string Masked(string before, string after) =>
        (before, after) switch
        {
            ("", "") => "",
            ("", _) => "+ set",
            (_, "") => "- removed",
            _ => "~ changed",
        };

    private static Dictionary<(string Section, string Key), string> Entries(string text)
    {
        var values = new Dictionary<(string, string), string>();
        foreach (var entry in IniText.Read("", text).Entries)
            values.TryAdd((entry.Section, entry.Key), entry.Value);
        return values;
    }

    private static Dictionary<string, string> Of(
        Dictionary<(string Section, string Key), string> entries,
        string section
    ) =>
        entries.Where(entry => entry.Key.Section == section).ToDictionary(entry => entry.Key.Key, entry => entry.Value);

    private static Dictionary<string, string> Of(Secret controllerSettings)
    {
        var values = new Dictionary<string, string>();
        foreach (var line in PropertiesText.Read(controllerSettings.Reveal()))
            if (line.Key is { } key)
                values[key] = line.Value;
        return values;
    }
}
