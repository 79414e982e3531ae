namespace IbkrAgent.Verification.Rules;

/// <summary>Two programs that start the same login lock each other out.</summary>
public sealed class LeftoversRule()
    : HostRule("leftovers", "No unit, script or line of cron of an older set-up starts or kills a Gateway")
{
    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.StrayFiles.Judge(files => files.Select(Judge));

    private static Complaint Judge(StrayFile file) =>
        file.Kind switch
        {
            StrayKind.Unit => Complaint.Fail(
                $"{file.Path} starts or stops a Gateway beside the agent",
                $"sudo systemctl disable --now {NameOf(file)}; sudo systemctl mask {NameOf(file)}; docs/migrating.md"
            ),
            StrayKind.Override => Complaint.Warn(
                $"{file.Path} takes the place of the package's unit: what the package mends does not arrive",
                $"sudo systemctl revert {NameOf(file)}, and what you need in a drop-in: systemctl edit {NameOf(file)}"
            ),
            StrayKind.Cron => Complaint.Fail(
                $"{file.Path} starts, stops or checks a Gateway beside the agent",
                "comment the line out; ibkr-agent health-check and the restart timer take its place"
            ),
            _ => Complaint.Warn(
                $"{file.Path} is a script of an older set-up",
                "see what still calls it, and remove it; docs/migrating.md says what takes its place"
            ),
        };

    private static string NameOf(StrayFile file) => file.Path[(file.Path.LastIndexOf('/') + 1)..];
}
