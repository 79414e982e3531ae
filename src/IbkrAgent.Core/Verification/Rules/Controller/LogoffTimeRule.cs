using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Verification.Rules;

/// <summary>A log-off ends the login: each day a full one follows, with the phone for a live account.</summary>
public sealed class LogoffTimeRule() : GatewayRule("logoff-time", "The Gateway restarts and does not log off each day")
{
    private const string End = "ClosedownAt";

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(ini => Judge(ini, gateway.Settings.TradingMode));

    private static IEnumerable<Complaint> Judge(ControllerIni ini, TradingMode mode)
    {
        var cost = mode == TradingMode.Live ? "a full login follows, with the phone" : "a full login follows";
        if (ini[IbcSettings.LogoffTimeKey].Length > 0)
            yield return Complaint.Warn(
                ini[IbcSettings.RestartTimeKey].Length > 0
                    ? $"{IbcSettings.LogoffTimeKey} has no effect beside {IbcSettings.RestartTimeKey}"
                    : $"the Gateway logs off at {ini[IbcSettings.LogoffTimeKey]} each day: {cost}",
                ini.Set(IbcSettings.LogoffTimeKey, "")
            );

        if (ini[End].Length > 0)
            yield return Complaint.Warn($"IBC ends the Gateway at {ini[End]}: {cost}", ini.Set(End, ""));
    }
}
