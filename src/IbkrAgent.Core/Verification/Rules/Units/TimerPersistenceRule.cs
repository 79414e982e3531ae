namespace IbkrAgent.Verification.Rules;

/// <summary>A restart that is made up after a boot comes in the middle of a session.</summary>
public sealed class TimerPersistenceRule()
    : GatewayRule("timer-persistence", "A restart that was missed is not made up at boot")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Timer.Judge(timer =>
            timer["Persistent"] == "yes"
                ?
                [
                    Complaint.Fail(
                        $"{timer.Name} has Persistent=yes: after a boot it restarts at once, whatever the hour",
                        $"sudo systemctl edit {timer.Name}: [Timer] Persistent=no"
                    ),
                ]
                : []
        );
}
