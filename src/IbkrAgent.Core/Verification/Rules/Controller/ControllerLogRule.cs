namespace IbkrAgent.Verification.Rules;

/// <summary>The contents of windows hold names of accounts and users.</summary>
public sealed class ControllerLogRule()
    : GatewayRule("controller-log", "IBC does not write what its windows show into the journal")
{
    private const string Key = "LogStructureWhen";
    private const string Never = "never";

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(ini =>
            ini[Key].Length == 0 || ini[Key].Equals(Never, StringComparison.OrdinalIgnoreCase)
                ? []
                :
                [
                    Complaint.Warn(
                        $"{Key} is {ini[Key]}: accounts and user names get into the journal",
                        ini.Set(Key, Never)
                    ),
                ]
        );
}
