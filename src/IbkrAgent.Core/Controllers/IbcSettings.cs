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

    private const string UserNameKey = "IbLoginId";
    private const string PasswordKey = "IbPassword";
    private const string TradingModeKey = "TradingMode";

    /// <summary>The operator's lines as they are, except for the keys that are ours; ours at the end.</summary>
    public static string Render(string operatorText, GatewayCredentials credentials, TradingMode mode)
    {
        var text = new StringBuilder();
        foreach (var line in PropertiesText.Read(operatorText).Where(line => !IsOurs(line.Key)))
            text.Append(line.Text).Append('\n');

        Append(UserNameKey, credentials.UserName.Reveal());
        Append(PasswordKey, credentials.Password.Reveal());
        Append(TradingModeKey, NameOf(mode));
        return text.ToString();

        void Append(string key, string value) => text.Append(PropertiesText.Write(key, value)).Append('\n');
    }

    /// <summary>The operator's lines, with one value changed where it stands, or added at the end.</summary>
    public static string Set(string operatorText, string key, int value)
    {
        var setting = PropertiesText.Write(key, value.ToString(CultureInfo.InvariantCulture));
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

    public static string NameOf(TradingMode mode) => mode == TradingMode.Live ? "live" : "paper";

    private static bool IsOurs(string? key) => key is UserNameKey or PasswordKey or TradingModeKey;
}
