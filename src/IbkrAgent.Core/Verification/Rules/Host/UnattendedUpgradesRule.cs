namespace IbkrAgent.Verification.Rules;

/// <summary>A reboot at its hour ends the session, and each live login costs the phone.</summary>
public sealed class UnattendedUpgradesRule()
    : HostRule("unattended-upgrades", "Unattended upgrades do not reboot the host")
{
    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.UnattendedUpgrades.Judge(settings =>
            settings is not null && Reboots(settings)
                ?
                [
                    Complaint.Fail(
                        "unattended-upgrades may reboot the host by itself",
                        "set Unattended-Upgrade::Automatic-Reboot \"false\"; in /etc/apt/apt.conf.d/52unattended-upgrades-local"
                    ),
                ]
                : []
        );

    private static bool Reboots(string settings) =>
        settings
            .Split('\n')
            .Any(line =>
                line.StartsWith("Unattended-Upgrade::Automatic-Reboot ", StringComparison.Ordinal)
                && (
                    line.Contains("true", StringComparison.OrdinalIgnoreCase)
                    || line.Contains("\"1\"", StringComparison.Ordinal)
                )
            );
}
