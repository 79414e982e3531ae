namespace IbkrAgent.Verification.Rules;

/// <summary>Wrong settings are not cured by trying again; everything else is.</summary>
public sealed class DaemonRestartRule()
    : HostRule("daemon-restart", "systemd brings the daemon back, except after wrong settings")
{
    private const string WrongSettings = "78";

    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.Daemon.Judge(unit =>
            unit["LoadState"] != "loaded" || (unit["Restart"] == "always" && PreventsLoop(unit))
                ? []
                :
                [
                    Complaint.Fail(
                        $"{unit.Name} has Restart={unit["Restart"]}, RestartPreventExitStatus={unit["RestartPreventExitStatus"]}",
                        $"sudo systemctl revert {unit.Name}"
                    ),
                ]
        );

    private static bool PreventsLoop(UnitFacts unit) => unit.Has("RestartPreventExitStatus", WrongSettings);
}
