namespace IbkrAgent.Verification.Rules;

/// <summary>Whom the Gateway trusts may read and trade without a question.</summary>
public sealed class TrustedAddressesRule()
    : GatewayRule("trusted-addresses", "The Gateway trusts this host alone, and refuses others without a dialog")
{
    private const string Trusted = "TrustedTwsApiClientIPs";
    private const string Action = "AcceptIncomingConnectionAction";

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(Judge);

    private static IEnumerable<Complaint> Judge(ControllerIni ini)
    {
        if (ini[Trusted].Length > 0)
            yield return Complaint.Warn($"{Trusted} lets {ini[Trusted]} trade", ini.Set(Trusted, ""));

        switch (ini[Action].ToUpperInvariant())
        {
            case "REJECT":
                break;
            case "ACCEPT":
                yield return Complaint.Fail(
                    $"{Action} is accept: whoever reaches the port may trade",
                    ini.Set(Action, "reject")
                );
                break;
            default:
                yield return Complaint.Warn(
                    $"{Action} is not reject: a stranger opens a dialog that nobody answers",
                    ini.Set(Action, "reject")
                );
                break;
        }
    }
}
