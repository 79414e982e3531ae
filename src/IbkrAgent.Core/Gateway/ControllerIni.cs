using System.Globalization;
using System.Text;
using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>The controller's settings: what the operator wrote, and what the agent adds for one run.</summary>
public static class ControllerIni
{
    public const string UserNameKey = "IbLoginId";
    public const string PasswordKey = "IbPassword";
    public const string TradingModeKey = "TradingMode";
    public const string CommandPortKey = "CommandServerPort";

    /// <summary>The operator's lines as they are, except for the keys that are ours; ours at the end.</summary>
    /// <param name="operatorText">text of config.ini.</param>
    /// <exception cref="FormatException"><paramref name="operatorText"/> is nothing that the controller could
    /// read.</exception>
    public static string Render(string operatorText, GatewayCredentials credentials, TradingMode mode)
    {
        var text = new StringBuilder();
        foreach (var line in PropertiesText.Read(operatorText).Where(line => !IsOurs(line.Key)))
            text.Append(line.Text).Append('\n');

        Append(UserNameKey, credentials.UserName.Reveal());
        Append(PasswordKey, credentials.Password.Reveal());
        Append(TradingModeKey, mode.ControllerName());
        return text.ToString();

        void Append(string key, string value) => text.Append(PropertiesText.Write(key, value)).Append('\n');
    }

    /// <summary>Port of the command server; null when the text does not open one.</summary>
    public static int? FindCommandPort(string text) =>
        int.TryParse(
            PropertiesText.Find(PropertiesText.Read(text), CommandPortKey),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var port
        ) && port is >= 1 and <= 65535
            ? port
            : null;

    /// <summary>The mode as the controller spells it.</summary>
    public static string ControllerName(this TradingMode mode) => mode == TradingMode.Live ? "live" : "paper";

    private static bool IsOurs(string? key) => key is UserNameKey or PasswordKey or TradingModeKey;
}
