using System.Globalization;
using System.Text;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Controllers;

/// <summary>IBC's config.ini: what the operator wrote, and what the agent adds for one run.</summary>
internal static class IbcSettings
{
    public const string CommandPortKey = "CommandServerPort";
    public const string ApiPortKey = "OverrideTwsApiPort";
    public const string UserNameKey = "IbLoginId";
    public const string PasswordKey = "IbPassword";
    public const string TradingModeKey = "TradingMode";
    public const string RestartTimeKey = "AutoRestartTime";
    public const string LogoffTimeKey = "AutoLogoffTime";
    private const string ReadOnlyApiKey = "ReadOnlyApi";

    /// <summary>The operator's lines as they are, except for the keys that are ours; ours at the end.</summary>
    /// <param name="ownRestart">of a Gateway for which the operator names no time; null: it keeps the one that it
    /// has.</param>
    /// <param name="readOnlyApi">null: what the operator wrote stays.</param>
    public static string Render(
        string operatorText,
        GatewayCredentials credentials,
        TradingMode mode,
        TimeOnly? ownRestart,
        bool? readOnlyApi
    )
    {
        var text = new StringBuilder();
        var lines = PropertiesText.Read(operatorText);
        foreach (var line in lines.Where(line => !IsOurs(line.Key, readOnlyApi)))
            text.Append(line.Text).Append('\n');

        Append(UserNameKey, credentials.UserName.Reveal());
        Append(PasswordKey, credentials.Password.Reveal());
        Append(TradingModeKey, NameOf(mode));
        if (ownRestart is { } time && !NamesOwnTime(lines))
            Append(RestartTimeKey, time.ToString("hh:mm tt", CultureInfo.InvariantCulture));
        if (readOnlyApi is { } readOnly)
            Append(ReadOnlyApiKey, readOnly ? "yes" : "no");
        return text.ToString();

        void Append(string key, string value) => text.Append(PropertiesText.Write(key, value)).Append('\n');
    }

    /// <summary>The operator's lines, with one value changed where it stands, or added at the end.</summary>
    public static string Set(string operatorText, string key, string value)
    {
        var setting = PropertiesText.Write(key, value);
        var lines = PropertiesText.Read(operatorText);
        var changed = lines.Select(line => line.Key == key ? setting : line.Text).ToList();
        if (lines.All(line => line.Key != key))
            changed.Add(setting);

        return string.Join('\n', changed) + '\n';
    }

    /// <summary>The port under a key; null when there is none to use.</summary>
    public static int? FindPort(string text, string key) => PortOf(PropertiesText.Find(PropertiesText.Read(text), key));

    /// <summary>The port that a value means; null when it means none.</summary>
    public static int? PortOf(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? port
            : null;

    /// <remarks>What is no word of IBC's leaves the Gateway's own setting as it is.</remarks>
    public static bool? FindReadOnlyApi(string text) =>
        PropertiesText.Find(PropertiesText.Read(text), ReadOnlyApiKey)?.Trim().ToUpperInvariant() switch
        {
            "YES" or "TRUE" => true,
            "NO" or "FALSE" => false,
            _ => null,
        };

    /// <summary>The operator's lines, with the port under a key; see the other one.</summary>
    public static string Set(string operatorText, string key, int port) =>
        Set(operatorText, key, port.ToString(CultureInfo.InvariantCulture));

    public static string NameOf(TradingMode mode) => mode == TradingMode.Live ? "live" : "paper";

    /// <summary>The operator says when the Gateway restarts or logs off by itself.</summary>
    private static bool NamesOwnTime(IReadOnlyList<PropertiesLine> lines) =>
        PropertiesText.Find(lines, RestartTimeKey) is { Length: > 0 }
        || PropertiesText.Find(lines, LogoffTimeKey) is { Length: > 0 };

    private static bool IsOurs(string? key, bool? readOnlyApi) =>
        key is UserNameKey or PasswordKey or TradingModeKey || (key == ReadOnlyApiKey && readOnlyApi is not null);
}
