namespace IbkrAgent.Verification.Rules;

/// <summary>Run window, restart and resets are read from it.</summary>
public sealed class ClockRule() : HostRule("clock", "Something keeps the host's clock right")
{
    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.IsClockSynchronised.Judge(synchronised =>
            synchronised
                ? []
                : [Complaint.Fail("nothing keeps the clock right", "sudo apt-get install systemd-timesyncd")]
        );
}
