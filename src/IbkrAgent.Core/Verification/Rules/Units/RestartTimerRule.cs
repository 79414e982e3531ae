namespace IbkrAgent.Verification.Rules;

/// <summary>Without its restart the Gateway logs off by itself, at a time that nobody chose.</summary>
public sealed class RestartTimerRule() : GatewayRule("restart-timer", "The timer of the daily restart runs")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Timer.Judge(timer =>
            (timer["LoadState"], timer["ActiveState"], timer["UnitFileState"]) switch
            {
                ("masked", _, _) => [Complain(timer, "is masked", "unmask")],
                (not "loaded", _, _) => [Complain(timer, $"is {timer["LoadState"]}", "revert")],
                (_, not "active", _) => [Complain(timer, "does not run", "enable --now")],
                (_, _, "disabled") => [Complain(timer, "is not started at boot", "enable")],
                _ => [],
            }
        );

    private static Complaint Complain(UnitFacts timer, string what, string verb) =>
        Complaint.Warn($"{timer.Name} {what}", $"sudo systemctl {verb} {timer.Name}");
}
