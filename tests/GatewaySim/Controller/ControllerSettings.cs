using System.Globalization;
using System.Net;
using IbkrAgent.Common;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>What the controller believes after reading its ini; arguments of the start script win.</summary>
internal sealed class ControllerSettings
{
    private readonly IReadOnlyDictionary<string, string> _ini;

    public ControllerSettings(IReadOnlyDictionary<string, string> ini, JavaArguments arguments)
    {
        _ini = ini;
        var given = arguments.User.Length > 0 || !arguments.Password.IsEmpty;
        User = given ? arguments.User : Text("IbLoginId");
        Password = given ? arguments.Password : new(Text("IbPassword"));
        TradingMode = arguments.TradingMode.Length > 0 ? arguments.TradingMode : Text("TradingMode", "live");
    }

    public string User { get; }

    public Secret Password { get; }

    public bool HasCredentials => User.Length > 0 && !Password.IsEmpty;

    public string TradingMode { get; }

    public bool IsTradingModeValid => IsPaper || TradingMode.Equals("live", StringComparison.OrdinalIgnoreCase);

    public bool IsPaper => TradingMode.Equals("paper", StringComparison.OrdinalIgnoreCase);

    public int CommandPort => Number("CommandServerPort", 0);

    public IPAddress? BindAddress => IPAddress.TryParse(Text("BindAddress"), out var address) ? address : null;

    public string[] ControlFrom => Text("ControlFrom").Split(',');

    public string CommandPrompt => Text("CommandPrompt");

    public bool SuppressesInfo => Flag("SuppressInfoMessages", true);

    public TimeSpan LoginWindowTimeout => Seconds("LoginDialogDisplayTimeout", 60);

    public bool ReloginAfterSecondFactorTimeout => Flag("ReloginAfterSecondFactorAuthenticationTimeout", false);

    public TimeSpan SecondFactorExitInterval => Seconds("SecondFactorAuthenticationExitInterval", 60);

    public bool AcceptsPaperWarning => Flag("AcceptNonBrokerageAccountWarning", true);

    public bool HasReadOnlyApi => Flag("ReadOnlyApi", false);

    public string ExistingSessionAction => Text("ExistingSessionDetectedAction", "manual");

    /// <summary>The setting that makes the controller refuse to start, if one does.</summary>
    public string? FindInvalid()
    {
        var closing = Text("ClosedownAt");
        if (closing.Length > 0 && !IsTimeOfDay(closing.Split(' ')[^1]))
            return $"ClosedownAt={closing}";

        var coldRestart = Text("ColdRestartTime");
        return coldRestart.Length > 0 && !IsTimeOfDay(coldRestart) ? $"ColdRestartTime={coldRestart}" : null;
    }

    private static bool IsTimeOfDay(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private string Text(string key, string @default = "") =>
        _ini.GetValueOrDefault(key) is { Length: > 0 } value ? value : @default;

    private int Number(string key, int @default) =>
        int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : @default;

    private TimeSpan Seconds(string key, int @default) => TimeSpan.FromSeconds(Number(key, @default));

    private bool Flag(string key, bool @default) =>
        Text(key).ToUpperInvariant() switch
        {
            "TRUE" or "YES" => true,
            "FALSE" or "NO" => false,
            _ => @default,
        };
}
