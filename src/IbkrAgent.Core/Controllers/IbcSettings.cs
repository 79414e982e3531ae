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

    private const string RestartTimeKey = "AutoRestartTime";
    private const string LogoffTimeKey = "AutoLogoffTime";

    /// <summary>The operator's lines as they are, except for the keys that are ours; ours at the end.</summary>
    /// <param name="ownRestart">of a Gateway for which the operator names no time; null: it keeps the one that it
    /// has.</param>
    public static string Render(
        string operatorText,
        GatewayCredentials credentials,
        TradingMode mode,
        TimeOnly? ownRestart
    )
    {
        var text = new StringBuilder();
        var lines = PropertiesText.Read(operatorText);
        foreach (var line in lines.Where(line => !IsOurs(line.Key)))
            text.Append(line.Text).Append('\n');

        Append(UserNameKey, credentials.UserName.Reveal());
        Append(PasswordKey, credentials.Password.Reveal());
        Append(TradingModeKey, NameOf(mode));
        if (ownRestart is { } time && !NamesOwnTime(lines))
            Append(RestartTimeKey, time.ToString("hh:mm tt", CultureInfo.InvariantCulture));
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
    public static int? FindPort(string text, string key) =>
        int.TryParse(
            PropertiesText.Find(PropertiesText.Read(text), key),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var port
        ) && port is >= 1 and <= 65535
            ? port
            : null;

    /// <summary>The operator's lines, with the port under a key; see the other one.</summary>
    public static string Set(string operatorText, string key, int port) =>
        Set(operatorText, key, port.ToString(CultureInfo.InvariantCulture));

    public static string NameOf(TradingMode mode) => mode == TradingMode.Live ? "live" : "paper";

    /// <summary>The operator says when the Gateway restarts or logs off by itself.</summary>
    private static bool NamesOwnTime(IReadOnlyList<PropertiesLine> lines) =>
        PropertiesText.Find(lines, RestartTimeKey) is { Length: > 0 }
        || PropertiesText.Find(lines, LogoffTimeKey) is { Length: > 0 };

    private static bool IsOurs(string? key) => key is UserNameKey or PasswordKey or TradingModeKey;
}
