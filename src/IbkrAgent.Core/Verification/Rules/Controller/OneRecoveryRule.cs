namespace IbkrAgent.Verification.Rules;

/// <summary>Each of them logs in by itself; of two, one does it behind the other's back and outside of its budget.</summary>
public sealed class OneRecoveryRule()
    : GatewayRule("one-recovery", "The agent alone decides about another login: not IBC, not systemd")
{
    private const string Relogin = "ReloginAfterSecondFactorAuthenticationTimeout";
    private const string Exit = "ExitAfterSecondFactorAuthenticationTimeout";

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        [.. gateway.Controller.Judge(Judge), .. gateway.Unit.Judge(Judge)];

    private static IEnumerable<Complaint> Judge(ControllerIni ini)
    {
        if (ini.IsYes(Relogin))
            yield return Complaint.Fail(
                $"{Relogin} is yes: IBC asks for the phone again and again, without a limit",
                ini.Set(Relogin, "no")
            );

        if (ini.IsYes(Exit))
            yield return Complaint.Warn($"{Exit} is an old key that IBC no longer wants", ini.Set(Exit, "no"));
    }

    private static IEnumerable<Complaint> Judge(UnitFacts unit)
    {
        if (unit["ExecStart"].Contains("--on2fatimeout=restart", StringComparison.Ordinal))
            yield return Complaint.Fail(
                $"{unit.Name} starts IBC with --on2fatimeout=restart: it logs in again by itself",
                $"sudo systemctl revert {unit.Name}"
            );

        if (unit["Restart"] is { Length: > 0 } restart and not "no")
            yield return Complaint.Fail(
                $"{unit.Name} has Restart={restart}: systemd logs in again, whatever the exit status was",
                $"sudo systemctl revert {unit.Name}"
            );
    }
}
