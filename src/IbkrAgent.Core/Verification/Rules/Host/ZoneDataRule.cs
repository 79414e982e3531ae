namespace IbkrAgent.Verification.Rules;

/// <summary>Of a zone that it does not have systemd makes UTC.</summary>
public sealed class ZoneDataRule() : HostRule("zone-data", "The time zones that are named are installed")
{
    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.MissingZones.Select(zone =>
            Complaint.Fail($"the time zone {zone} is not on this host", "sudo apt-get install tzdata")
        );
}
