using System.Text;
using System.Text.RegularExpressions;
using IbkrAgent.Gateway;

namespace IbkrAgent.Bundles;

/// <summary>What may be shown of files that hold secrets: which keys have a value.</summary>
public static partial class SettingsMask
{
    /// <summary>Of an environment file, such as credentials.env, the keys alone. Comments are left out.</summary>
    /// <exception cref="FormatException">a quote is never closed.</exception>
    public static MaskedText EnvironmentFile(string text)
    {
        var values = EnvironmentFileText.Read(text);
        var lines = values.Select(entry => $"{entry.Key} {Told(entry.Value)}\n");
        return new(string.Concat(lines), values.Values.Count(value => value.Length > 0));
    }

    /// <summary>
    /// Of the controller's settings all but the login. Comments are left out: somebody may have kept an old one there.
    /// </summary>
    /// <exception cref="FormatException">the controller could not read it either.</exception>
    public static MaskedText ControllerSettings(string text)
    {
        var shown = new StringBuilder();
        var masked = 0;
        foreach (var line in PropertiesText.Read(text))
        {
            if (line.Key is not { } key)
                continue;

            var isHidden = IsSecretName(key);
            masked += isHidden && line.Value.Length > 0 ? 1 : 0;
            shown.Append(key).Append(isHidden ? $" {Told(line.Value)}" : $"={line.Value}").Append('\n');
        }

        return new(shown.ToString(), masked);
    }

    /// <summary>Whether a key's value is nobody's business: it ends so, as token_expiry does not.</summary>
    public static bool IsSecretName(string key) => SecretName().IsMatch(key);

    /// <summary>Without the sign behind a key by which the redactor finds secrets.</summary>
    private static string Told(string value) => value.Length > 0 ? "is set" : "is empty";

    [GeneratedRegex(
        "(?:password|passwd|passphrase|pwd|token|secret|api[_-]?key|loginid|username)[_0-9]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex SecretName();
}
