namespace IbkrAgent.Verification.Rules;

/// <summary>The contents of windows hold names of accounts and users.</summary>
public sealed class ControllerLogRule()
    : GatewayRule("controller-log", "IBC does not write what its windows show into the journal")
{
    private static readonly string[] Keys = ["LogStructureWhen", "IncludeStackTraceForExceptions", "LogComponents"];
    private static readonly string[] Silent = ["", "NEVER", "NO", "FALSE"];

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(ini =>
            from key in Keys
            where !Silent.Contains(ini[key].ToUpperInvariant())
            select Complaint.Warn(
                $"{key} is {ini[key]}: accounts and user names get into the journal",
                ini.Set(key, key == Keys[1] ? "no" : "never")
            )
        );
}
