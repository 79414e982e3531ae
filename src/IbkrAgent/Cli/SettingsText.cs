using System.Globalization;
using System.Text;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>The effective settings for people: key, value, where it comes from.</summary>
internal static class SettingsText
{
    private const int KeyWidth = 27;
    private const int ValueWidth = 20;

    public static string Of(SettingsDocument document)
    {
        var text = new StringBuilder().Append(document.File).Append('\n');
        foreach (var section in document.Sections)
        {
            text.Append('\n').Append('[').Append(section.Name).Append("]\n");
            if (section.Settings is [])
                text.Append("everything at its default\n");
            foreach (var setting in section.Settings)
                Append(text, setting.Key, setting.Value, Origin(setting));
        }

        foreach (var file in document.SecretFiles)
        {
            text.Append('\n').Append(file.File).Append('\n');
            if (file.Problem is { } problem)
                text.Append(problem).Append('\n');
            foreach (var (key, isSet) in file.IsSet)
                Append(text, key, isSet ? "is set" : "is empty", "");
        }

        return text.ToString();
    }

    private static string Origin(EffectiveSetting setting) =>
        setting.Line is not { } line ? "default"
        : setting.IsChanged
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"line {line}; default: {(setting.Default.Length > 0 ? setting.Default : "empty")}"
            )
        : string.Create(CultureInfo.InvariantCulture, $"line {line}, as the default");

    private static void Append(StringBuilder text, string key, string value, string origin) =>
        text.Append(
                $"{key.PadRight(KeyWidth)} {(value.Length > 0 ? value : "-").PadRight(ValueWidth)} {origin}".TrimEnd()
            )
            .Append('\n');
}
