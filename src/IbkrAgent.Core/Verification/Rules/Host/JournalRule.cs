namespace IbkrAgent.Verification.Rules;

/// <summary>A journal in memory forgets with a boot what was counted, told and asked.</summary>
public sealed class JournalRule() : HostRule("journal", "The journal is kept over a reboot")
{
    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.IsJournalPersistent.Judge(persistent =>
            persistent
                ? []
                :
                [
                    Complaint.Warn(
                        "the journal is in memory: ibkr-agent history ends at the last boot",
                        "sudo mkdir -p /var/log/journal && sudo systemctl restart systemd-journald"
                    ),
                ]
        );
}
