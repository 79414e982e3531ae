using IbkrAgent.Common;
using IbkrAgent.Gateway;

namespace IbkrAgent.Bundles;

/// <summary>The secrets in the operator's files, so that they can be looked for elsewhere.</summary>
/// <remarks>
/// Rather too many than too few: also what a file with a mistake in it seems to hold, and what is only commented out.
/// </remarks>
public static class KnownSecrets
{
    private const string Quotes = "\"'";

    /// <summary>Values that many lines hold, and no secrets.</summary>
    private static readonly string[] Words = ["true", "false", "none", "live", "paper", "both"];

    /// <summary>Every value of a file such as alerts.env or credentials.env.</summary>
    public static IReadOnlyList<Secret> OfEnvironmentFile(string text) =>
        Distinct(ValuesOf(text).Concat(RightSides(text, _ => true)));

    /// <summary>The login in the controller's settings.</summary>
    public static IReadOnlyList<Secret> OfControllerSettings(string text) =>
        Distinct(LoginOf(text).Concat(RightSides(text, SettingsMask.IsSecretName)));

    /// <summary>Of a file that is for its owner alone: what is assigned, and each line that stands there bare.</summary>
    public static IReadOnlyList<Secret> OfPrivateFile(string text) =>
        Distinct(
            RightSides(text, _ => true)
                .Concat(
                    text.Split('\r', '\n')
                        .Select(line => line.Trim())
                        .Where(line => !line.StartsWith('#') && !line.EndsWith('=') && !IsWord(line))
                )
        );

    private static IEnumerable<string> ValuesOf(string text)
    {
        try
        {
            return EnvironmentFileText
                .Read(text)
                .Where(entry => SettingsMask.IsSecretName(entry.Key) || !IsWord(entry.Value))
                .Select(entry => entry.Value);
        }
        catch (FormatException)
        {
            return []; // what stands there is taken line by line
        }
    }

    private static IEnumerable<string> LoginOf(string text)
    {
        try
        {
            return PropertiesText
                .Read(text)
                .Where(line => line.Key is { } key && SettingsMask.IsSecretName(key))
                .Select(line => line.Value);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static IEnumerable<string> RightSides(string text, Func<string, bool> isWanted)
    {
        foreach (var line in text.Split('\r', '\n'))
        {
            var bare = line.TrimStart(' ', '\t', '#', ';', '!', '\uFEFF');
            var equals = bare.IndexOf('=');
            var key = equals < 0 ? "" : bare[..equals].TrimEnd();
            if (key.Length == 0 || key.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_') || !isWanted(key))
                continue;

            var value = bare[(equals + 1)..].Trim();
            if (!IsWord(value))
                yield return value.Trim([.. Quotes]);
        }
    }

    private static bool IsWord(string value) => Words.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<Secret> Distinct(IEnumerable<string> values) =>
        [.. values.Where(value => value.Length > 0).Distinct().Select(value => new Secret(value))];
}
