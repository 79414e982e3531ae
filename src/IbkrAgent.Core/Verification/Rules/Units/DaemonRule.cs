namespace IbkrAgent.Verification.Rules;

/// <summary>What is installed and not enabled is gone after the next boot.</summary>
public sealed class DaemonRule() : HostRule("daemon", "ibkr-agent.service runs this version, and is enabled")
{
    protected override IEnumerable<Complaint> Judge(HostFacts host) => host.Daemon.Judge(unit => Judge(unit, host));

    private static IEnumerable<Complaint> Judge(UnitFacts unit, HostFacts host)
    {
        if (unit["ActiveState"] is not ("active" or "reloading"))
            return
            [
                Complaint.Fail(
                    $"{unit.Name} is {unit["ActiveState"]}: nothing watches the Gateway",
                    $"sudo systemctl enable --now {unit.Name}"
                ),
            ];
        if (unit["UnitFileState"] is not ("enabled" or "enabled-runtime"))
            return
            [
                Complaint.Fail(
                    $"{unit.Name} is {unit["UnitFileState"]}: after a boot nothing starts the Gateway",
                    $"sudo systemctl enable {unit.Name}"
                ),
            ];

        return host.DaemonVersion.Judge(version =>
            version == host.Version
                ? []
                :
                [
                    Complaint.Warn(
                        $"the daemon that runs is {version}, and {host.Version} is installed",
                        $"sudo systemctl restart {unit.Name}"
                    ),
                ]
        );
    }
}
