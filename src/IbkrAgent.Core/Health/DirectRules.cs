using System.Globalization;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Health;

/// <summary>What one look at the unit and one at the API tell, without the daemon's memory.</summary>
/// <remarks>
/// The login's progress, parking and latches are in the daemon's head and the journal only: a Gateway that waits for
/// its second factor is seen as starting, and one that is stopped for whatever reason as down.
/// </remarks>
public static class DirectRules
{
    private static readonly TimeSpan OrdinaryPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PatienceAfterStart = TimeSpan.FromSeconds(60);

    /// <summary>How long an answer is waited for unless the caller says it: a fresh Gateway is slow.</summary>
    public static TimeSpan Patience(UnitStatus unit, TimeSpan startTimeout, DateTimeOffset at) =>
        IsFresh(unit, startTimeout, at) ? PatienceAfterStart : OrdinaryPatience;

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

    public static DirectFinding OfApi(
        string unitName,
        UnitStatus unit,
        ApiStatus api,
        GatewaySettings settings,
        DateTimeOffset at
    ) =>
        api switch
        {
            ApiStatus.Ready ready => OfReady(ready, settings),
            ApiStatus.Refused refused when IsFresh(unit, settings.Supervision.StartTimeout, at) => new(
                Verdict.Starting,
                $"{refused.Detail}, and the unit runs for {Text((int)(at - unit.ActiveSince!.Value).TotalSeconds)} s only",
                "wait; does the login need an approval on the phone?"
            ),
            ApiStatus.Refused or ApiStatus.Silent { Stage: ApiStage.Connect } => new(
                Verdict.PortClosed,
                HealthRules.Describe(api),
                $"journalctl -u {unitName}: is the login done, "
                    + $"does a dialog wait, is the port in agent.ini the Gateway's?"
            ),
            ApiStatus.Silent silent when IsFresh(unit, settings.Supervision.StartTimeout, at) => new(
                Verdict.ApiSilent,
                silent.Detail,
                "wait, it was started a short while ago"
            ),
            ApiStatus.Silent silent => new(
                Verdict.ApiSilent,
                silent.Detail,
                $"try again; if it stays: {AgentCommand.For(settings.Name, "restart")}, or sudo systemctl restart {unitName}"
            ),
            ApiStatus.Rejected rejected => new(
                Verdict.ApiRejected,
                rejected.Detail,
                "is it a Gateway that listens there, and is this host among its trusted addresses?"
            ),
            ApiStatus.Lost lost => new(Verdict.ApiRejected, lost.Detail, "try again"),
            _ => new(Verdict.ApiSilent, "the API was not asked", "try again"),
        };

    private static DirectFinding OfReady(ApiStatus.Ready ready, GatewaySettings settings)
    {
        if (AccountGuard.Problem(ready.Accounts, settings.TradingMode, settings.Account.Expected) is { } problem)
            return new(
                Verdict.WrongAccount,
                problem,
                "stop whatever trades there; are the login in credentials.env, and trading_mode and accounts in "
                    + "agent.ini the right ones?"
            );

        return ready switch
        {
            { UpstreamLost: { } notice } => new(
                Verdict.UpstreamLost,
                $"the API answers, but the Gateway has lost the broker: {notice}",
                "wait, it reconnects by itself; is the internet reachable?"
            ),
            { UpstreamDoubt: { } doubt } => new(
                Verdict.UpstreamLost,
                $"the API answers, but {doubt}",
                "is the internet reachable? ask again in a minute: the Gateway reconnects by itself"
            ),
            _ => new(
                Verdict.Ready,
                $"the API answers, server version {Text(ready.ServerVersion)}, accounts {ready.Accounts}",
                ""
            ),
        };
    }

    /// <summary>Whether the unit was started so short a while ago that the login may not be done.</summary>
    private static bool IsFresh(UnitStatus unit, TimeSpan startTimeout, DateTimeOffset at) =>
        unit is { IsActive: true, ActiveSince: { } start } && at - start < startTimeout;

    private static string LastRun(UnitStatus unit) =>
        unit.Result is "" or "success" ? "" : $", it ended by {unit.Result} with status {Text(unit.ExitStatus)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
