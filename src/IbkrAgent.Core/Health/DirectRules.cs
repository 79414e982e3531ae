using System.Globalization;
using IbkrAgent.Gateway;

namespace IbkrAgent.Health;

/// <summary>What one look at the unit and one at the API tell, without the daemon's memory.</summary>
/// <remarks>
/// The login's progress, parking and latches are in the daemon's head and the journal only: a Gateway that waits for
/// its
/// second factor is seen as starting, and one that is stopped for whatever reason as down.
/// </remarks>
public static class DirectRules
{
    /// <summary>What the unit tells by itself; null: it runs, or nothing is known of it, so ask the API.</summary>
    public static DirectFinding? OfUnit(string unitName, UnitStatus unit) =>
        unit switch
        {
            { LoadState: "not-found" } => new(
                Verdict.NotConfigured,
                $"{unitName} is not installed",
                "install the package, or name another gateway by --gateway"
            ),
            { LoadState: "masked" } => new(Verdict.Down, $"{unitName} is masked", $"systemctl unmask {unitName}"),
            { ActiveState: "activating" } => new(Verdict.Starting, $"{unitName} is being started", ""),
            { IsKnown: true, IsActive: false } => new(
                Verdict.Down,
                $"{unitName} is {unit.ActiveState} ({unit.SubState}){LastRun(unit)}",
                $"journalctl -u {unitName}; is ibkr-agent.service running, which starts it?"
            ),
            _ => null,
        };

    /// <param name="startTimeout">how long after its start the API port may stay closed.</param>
    public static DirectFinding OfApi(
        string unitName,
        UnitStatus unit,
        ApiStatus api,
        TimeSpan startTimeout,
        DateTimeOffset at
    ) =>
        api switch
        {
            ApiStatus.Ready { UpstreamLost: { } notice } => new(
                Verdict.UpstreamLost,
                $"the API answers, but the Gateway has lost the broker: {notice}",
                "wait, it reconnects by itself; is the internet reachable?"
            ),
            ApiStatus.Ready ready => new(
                Verdict.Ready,
                $"the API answers, server version {Text(ready.ServerVersion)}",
                ""
            ),
            ApiStatus.Refused refused when unit.ActiveSince is { } start && at - start < startTimeout => new(
                Verdict.Starting,
                $"{refused.Detail}, and the unit runs for {Text((int)(at - start).TotalSeconds)} s only",
                "wait; does the login need an approval on the phone?"
            ),
            ApiStatus.Refused refused => new(
                Verdict.PortClosed,
                refused.Detail,
                $"journalctl -u {unitName}: is the login done, "
                    + $"does a dialog wait, is the port in agent.ini the Gateway's?"
            ),
            ApiStatus.Silent silent => new(
                Verdict.ApiSilent,
                silent.Detail,
                $"try again; if it stays: ibkr-agent restart, or systemctl restart {unitName}"
            ),
            ApiStatus.Rejected rejected => new(
                Verdict.ApiRejected,
                rejected.Detail,
                "is it a Gateway that listens there, and is this host among its trusted addresses?"
            ),
            ApiStatus.Lost lost => new(Verdict.ApiRejected, lost.Detail, "try again"),
            _ => new(Verdict.ApiSilent, "the API was not asked", "try again"),
        };

    private static string LastRun(UnitStatus unit) =>
        unit.Result is "" or "success" ? "" : $", it ended by {unit.Result} with status {Text(unit.ExitStatus)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
