using System.Globalization;
using System.Net;
using IbkrAgent.Common;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// What the controller believes after reading its ini; arguments of the start script win, and a scenario over both.
/// </summary>
/// <param name="life">whose scenario is asked; without it the ini decides.</param>
internal sealed class ControllerSettings(
    IReadOnlyDictionary<string, string> ini,
    JavaArguments arguments,
    GatewayLife? life = null
)
{
    public string User => HasCredentialArguments ? arguments.User : Text("IbLoginId");

    public Secret Password => HasCredentialArguments ? arguments.Password : new(Text("IbPassword"));

    public bool HasCredentials => User.Length > 0 && !Password.IsEmpty;

    public string TradingMode =>
        Steered("TradingMode") is null && arguments.TradingMode.Length > 0
            ? arguments.TradingMode
            : Text("TradingMode", "live");

    public bool IsTradingModeValid => IsPaper || TradingMode.Equals("live", StringComparison.OrdinalIgnoreCase);

    public bool IsPaper => TradingMode.Equals("paper", StringComparison.OrdinalIgnoreCase);

    public int CommandPort => Number("CommandServerPort", 0);

    /// <summary>Zero: the Gateway's own.</summary>
    public int ApiPort => Number("OverrideTwsApiPort", 0);

    public IPAddress? BindAddress => IPAddress.TryParse(Text("BindAddress"), out var address) ? address : null;

    public string[] ControlFrom => Text("ControlFrom").Split(',');

    public string CommandPrompt => Text("CommandPrompt");

    public bool SuppressesInfo => Flag("SuppressInfoMessages", true);

    public TimeSpan LoginWindowTimeout => Seconds("LoginDialogDisplayTimeout", 60);

    public bool ReloginAfterSecondFactorTimeout => Flag("ReloginAfterSecondFactorAuthenticationTimeout", false);

    public TimeSpan SecondFactorExitInterval => Seconds("SecondFactorAuthenticationExitInterval", 60);

    public bool AcceptsPaperWarning => Flag("AcceptNonBrokerageAccountWarning", true);

    public bool HasReadOnlyApi => Flag("ReadOnlyApi", false);

    public string SecondFactorDevice => Text("SecondFactorDevice");

    public string ExistingSessionAction => Text("ExistingSessionDetectedAction", "manual");

    public WeeklyTime? ClosedownAt => WeeklyTime.Parse(Text("ClosedownAt"));

    /// <summary>A time of the day; the day is always Sunday.</summary>
    public WeeklyTime? ColdRestartTime =>
        WeeklyTime.Parse(Text("ColdRestartTime")) is { Day: null } time ? time with { Day = DayOfWeek.Sunday } : null;

    public TimeOnly? AutoRestartTime => HalfDayTime("AutoRestartTime");

    public TimeOnly? AutoLogoffTime => HalfDayTime("AutoLogoffTime");

    private bool HasCredentialArguments => arguments.User.Length > 0 || !arguments.Password.IsEmpty;

    /// <summary>The setting that makes the controller refuse to start, if one does.</summary>
    public string? FindInvalid() =>
        ClosedownAt is null && Text("ClosedownAt") is { Length: > 0 } closing ? $"ClosedownAt={closing}"
        : ColdRestartTime is null && Text("ColdRestartTime") is { Length: > 0 } restart ? $"ColdRestartTime={restart}"
        : null;

    private TimeOnly? HalfDayTime(string key) =>
        TimeOnly.TryParseExact(Text(key), "hh:mm tt", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    private string? Steered(string key) => life?.Scenario.Ini(key);

    private string Text(string key, string @default = "") =>
        (Steered(key) ?? ini.GetValueOrDefault(key)) is { Length: > 0 } value ? value : @default;

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
