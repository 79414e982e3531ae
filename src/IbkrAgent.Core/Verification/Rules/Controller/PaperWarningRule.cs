using IbkrAgent.Settings;

namespace IbkrAgent.Verification.Rules;

/// <summary>Until the warning is accepted, a paper account's Gateway takes no connection.</summary>
public sealed class PaperWarningRule()
    : GatewayRule("paper-warning", "IBC accepts the warning that a paper account shows at each login")
{
    private const string Key = "AcceptNonBrokerageAccountWarning";

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Settings.TradingMode != TradingMode.Paper
            ? []
            : gateway.Controller.Judge(ini =>
                ini[Key].Length > 0 && !ini.IsYes(Key)
                    ? [Complaint.Fail($"{Key} is {ini[Key]}: the API stays closed", ini.Set(Key, "yes"))]
                    : []
            );
}
