using System.Globalization;
using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Gateway;

namespace IbkrAgent.Alerts;

/// <summary>When the failure of one of the agent's own units is worth an alert, and what it says.</summary>
/// <remarks>Nothing is known but what systemd says of the unit: the daemon may be what has failed.</remarks>
public static class FailureRules
{
    /// <summary>What has run for so long has come back.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(2);

    /// <summary>What has not come back by then is told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>So many restarts meanwhile are told at once.</summary>
    private const int MostRestarts = 3;

    private const int LongestLine = 200;

    /// <summary>In systemd.exec(5) EX_CONFIG; see the exit statuses of the program.</summary>
    private const int WrongSettings = 78;

    /// <summary>What <c>restart --wait</c> ends with when the daemon saw what became of the restart.</summary>
    private const int SeenByDaemon = 1;

    /// <param name="first">the earliest look at it.</param>
    public static FailureOutcome Judge(string unit, FailureLook first, FailureLook now) =>
        now.Unit switch
        {
            { ActiveState: "failed", Result: "exit-code", ExitStatus: SeenByDaemon }
                when unit != UnitNames.Daemon && now.DaemonRuns => FailureOutcome.ToldByDaemon,
            { ActiveState: "failed" } => FailureOutcome.GivenUp,
            { ActiveState: "inactive" } => FailureOutcome.Stopped,
            { IsActive: true, ActiveSince: { } since } when now.At - since >= Steady => FailureOutcome.Back,
            _ when now.Restarts - first.Restarts >= MostRestarts || now.At - first.At >= Patience =>
                FailureOutcome.KeepsFailing,
            _ => FailureOutcome.Undecided,
        };

    /// <param name="outcome">given up, or keeps failing.</param>
    /// <param name="lines">what the unit has complained of last.</param>
    public static Alert Compose(string unit, FailureOutcome outcome, FailureLook now, IReadOnlyList<string> lines) =>
        new(
            AlertCatalog.AgentFailed.Code,
            AlertCatalog.AgentFailed.Severity,
            Gateway: "",
            $"{unit} {AlertCatalog.AgentFailed.Title}",
            Text(unit, outcome, now, lines),
            $"journalctl -u {unit} -e says why; "
                + (
                    unit == UnitNames.Daemon
                        ? $"then: sudo systemctl restart {unit}."
                        : "ibkr-agent pre-restart-check, whether a restart is safe now."
                ),
            now.At,
            string.Create(CultureInfo.InvariantCulture, $"{unit}-{now.At.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}")
        );

    private static string Text(string unit, FailureOutcome outcome, FailureLook now, IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Its last run ended with {EndOf(now.Unit)}. ");
        text.Append(
            outcome == FailureOutcome.GivenUp
                ? "systemd does not start it again. "
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"systemd has started it anew {now.Restarts} times, and it does not stay up. "
                )
        );
        text.Append(
            unit == UnitNames.Daemon
                ? "Until it runs, nobody watches the Gateway, restarts it or tells you of it; a Gateway that runs is left as it is."
                : "What it was to do was not done."
        );
        foreach (var line in lines)
            text.Append("\n- ").Append(AlertText.Cut(OneLine.Of(line), LongestLine));
        return text.ToString();
    }

    private static string EndOf(UnitStatus unit) =>
        unit switch
        {
            { IsKnown: false } => "a result that systemd does not tell",
            { Result: "exit-code", ExitStatus: WrongSettings } => "exit status 78: the settings are missing or wrong",
            { Result: "exit-code", ExitStatus: > 0 } => string.Create(
                CultureInfo.InvariantCulture,
                $"exit status {unit.ExitStatus}"
            ),
            { Result: "signal" or "core-dump" or "watchdog", ExitStatus: > 0 } => string.Create(
                CultureInfo.InvariantCulture,
                $"result {unit.Result}, signal {unit.ExitStatus}"
            ),
            _ => $"result {unit.Result}",
        };
}
