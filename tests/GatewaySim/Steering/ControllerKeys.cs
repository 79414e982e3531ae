using System.Net;
using IbkrAgent.GatewaySim.Controller;

namespace IbkrAgent.GatewaySim.Steering;

/// <summary>The keys of a scenario that steer the controller, its start script and the java process itself.</summary>
internal static class ControllerKeys
{
    /// <summary>Begins the name of a key that stands for a setting of the controller and wins over its ini.</summary>
    public const string Ini = "ini.";

    public static readonly ScenarioKey[] All =
    [
        ScenarioKey.Choice("incident", Incident.None),
        ScenarioKey.Choice("incident_at", GatewayStage.LoggedIn),
        ScenarioKey.Milliseconds("incident_delay_ms", 0),
        ScenarioKey.Number("exit_code", (int)ControllerExitCode.UnhandledException, 99_999),
        new("broker", "", "ADDRESS:PORT", text => text.Length == 0 || IPEndPoint.TryParse(text, out _)),
        ScenarioKey.Choice("broker_line", BrokerLine.AsUpstream),
        ScenarioKey.Choice("rival", RivalSession.Yields),
        ScenarioKey.Choice("second_factor_answer", SecondFactorAnswer.None),
        ScenarioKey.Milliseconds("second_factor_answer_delay_ms", 1000),
        ScenarioKey.Text("second_factor_devices"),
        ScenarioKey.Text("dialog_title", "Login Messages"),
        ScenarioKey.Milliseconds("lockout_ms", 120_000),
        ScenarioKey.Flag("stray_token"),
        ScenarioKey.Text("refused_command"),
        ScenarioKey.Flag("command_port_busy"),
        ScenarioKey.Flag("display_missing"),
        ScenarioKey.Flag("second_java"),
        ScenarioKey.Flag("open_on_loopback_only"),
        ScenarioKey.Number("memory_mb", 0, 65_536),
        ScenarioKey.Choice("missing", MissingPart.Nothing),
        ScenarioKey.Choice("on2fatimeout", SecondFactorTimeoutAction.AsTold),
        ScenarioKey.Text($"{Ini}AcceptNonBrokerageAccountWarning"),
        ScenarioKey.Text($"{Ini}AutoLogoffTime"),
        ScenarioKey.Text($"{Ini}AutoRestartTime"),
        ScenarioKey.Text($"{Ini}ClosedownAt"),
        ScenarioKey.Text($"{Ini}ColdRestartTime"),
        ScenarioKey.Text($"{Ini}ExistingSessionDetectedAction"),
        ScenarioKey.Text($"{Ini}LoginDialogDisplayTimeout"),
        ScenarioKey.Text($"{Ini}ReloginAfterSecondFactorAuthenticationTimeout"),
        ScenarioKey.Text($"{Ini}SecondFactorAuthenticationExitInterval"),
        ScenarioKey.Text($"{Ini}SecondFactorDevice"),
        ScenarioKey.Text($"{Ini}TradingMode"),
    ];
}
