using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Controllers;

/// <summary>Reads a config.ini that IBC was run with before there was an agent.</summary>
internal static class IbcImport
{
    /// <summary>In the config.ini that IBC brings; nobody's.</summary>
    private const string SampleUser = "edemo";

    /// <summary>Where the Gateway keeps its own settings: one directory per gateway, the agent's choice.</summary>
    private const string DirectoryKey = "IbDir";

    private const string ClosedPort = "0";

    public static ForeignSettings Read(string settings)
    {
        var lines = PropertiesText.Read(settings);
        var user = ValueOf(IbcSettings.UserNameKey);
        var isSample = user == SampleUser;
        return new(
            new(isSample ? "" : user),
            new(isSample ? "" : ValueOf(IbcSettings.PasswordKey)),
            ValueOf(IbcSettings.TradingModeKey).ToUpperInvariant() switch
            {
                "LIVE" => TradingMode.Live,
                "PAPER" => TradingMode.Paper,
                _ => null,
            },
            IbcSettings.FindPort(settings, IbcSettings.ApiPortKey)
        );

        string ValueOf(string key) => PropertiesText.Find(lines, key)?.Trim() ?? "";
    }

    /// <remarks>What is empty there leaves the choice to IBC, and ours is the better one.</remarks>
    public static string TakeOver(string settings, string foreign)
    {
        var theirs = PropertiesText.Read(foreign);
        return theirs
            .Select(line => line.Key)
            .OfType<string>()
            .Distinct()
            .Select(key => (Key: key, Value: PropertiesText.Find(theirs, key)!.Trim()))
            .Where(entry => IsTaken(entry.Key, entry.Value))
            .Where(entry => PropertiesText.Find(PropertiesText.Read(settings), entry.Key) != entry.Value)
            .Aggregate(settings, (text, entry) => IbcSettings.Set(text, entry.Key, entry.Value));
    }

    public static string WithoutLogin(string settings)
    {
        var lines = PropertiesText.Read(settings);
        return lines.Any(line => IsLogin(line.Key))
            ? string.Concat(lines.Where(line => !IsLogin(line.Key)).Select(line => $"{line.Text}\n"))
            : settings;
    }

    private static bool IsTaken(string key, string value) =>
        value.Length > 0
        && !IsLogin(key)
        && key is not (IbcSettings.TradingModeKey or DirectoryKey)
        && (key, value) is not (IbcSettings.CommandPortKey, ClosedPort);

    private static bool IsLogin(string? key) => key is IbcSettings.UserNameKey or IbcSettings.PasswordKey;
}
