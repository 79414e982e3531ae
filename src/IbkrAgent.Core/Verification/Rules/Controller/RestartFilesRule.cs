namespace IbkrAgent.Verification.Rules;

/// <summary>Of several IBC deletes all, and logs in.</summary>
public sealed class RestartFilesRule()
    : GatewayRule("restart-files", "At most one autorestart file waits in the Gateway's settings")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.RestartFiles.Judge(files =>
            files.Count > 1
                ?
                [
                    Complaint.Warn(
                        $"{files.Count} autorestart files: IBC deletes them all, and the next start is a full login",
                        $"leave the newest of {string.Join(", ", files)}"
                    ),
                ]
                : []
        );
}
