using System.Collections.Immutable;
using System.Globalization;
using IbkrAgent.Common;

namespace IbkrAgent.Settings;

/// <summary>One key of a section as it counts.</summary>
/// <param name="Value">as it stands in the file; of the default what it means here.</param>
/// <param name="Default">as the shipped file has it; empty: nothing is set.</param>
/// <param name="Line">of the file; null: it is not there, and the default counts.</param>
public sealed record EffectiveSetting(string Key, string Value, string Default, int? Line)
{
    /// <summary>The operator wants it other than it is shipped.</summary>
    public bool IsChanged => Line is not null && Value != Default;
}

/// <summary>One section with all its keys, in the order of the shipped file.</summary>
public sealed record EffectiveSection(string Name, ImmutableArray<EffectiveSetting> Settings);

/// <summary>Every key of a settings file that could be read, its value, and where that comes from.</summary>
public static class EffectiveSettings
{
    /// <param name="text">of the file that <paramref name="settings"/> were read from.</param>
    public static IReadOnlyList<EffectiveSection> Of(string text, AgentSettings settings)
    {
        var entries = IniText.Read("", text).Entries;
        return
        [
            Section(AlertKeys.Section, AlertKeys.All, entries, _ => null),
            .. settings.Gateways.Select(gateway =>
                Section(GatewaySections.NameOf(gateway.Name), GatewayKeys.All, entries, key => Meant(key, gateway))
            ),
        ];
    }

    /// <summary>The section's name of a gateway.</summary>
    public static string SectionOf(InstanceName gateway) => GatewaySections.NameOf(gateway);

    /// <summary>What a key that is empty means, where that is known from the file alone.</summary>
    private static string? Meant(SettingsKey key, GatewaySettings gateway) =>
        key == GatewayKeys.ApiPort ? gateway.Api.Port.ToString(CultureInfo.InvariantCulture) : null;

    private static EffectiveSection Section(
        string name,
        IReadOnlyList<SettingsKey> keys,
        IReadOnlyList<SettingsEntry> entries,
        Func<SettingsKey, string?> meant
    ) =>
        new(
            name,
            [
                .. from key in keys
                let entry = entries.FirstOrDefault(entry => entry.Section == name && entry.Key == key.Name)
                let value = entry?.Value ?? key.Default
                select new EffectiveSetting(
                    key.Name,
                    value.Length > 0 ? value : meant(key) ?? "",
                    key.Default,
                    value.Length > 0 || key.Default.Length > 0 ? entry?.Line : null
                ),
            ]
        );
}
