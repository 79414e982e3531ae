using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Alerts;

/// <summary>How much a human is needed.</summary>
public static partial class AlertRules
{
    /// <summary>Of what it is now; null: no verdict of that kind is a reason for an alert.</summary>
    public static AlertSeverity? SeverityOf(GatewayReport now) =>
        RecoveryIsOutOfBudget(now) ? AlertCatalog.BudgetSpent.Severity
        : AlertCatalog.For(now.Verdict) is { } cause ? SeverityOf(cause, now)
        : null;

    /// <remarks>
    /// The verdicts that the agent would cure by a restart; a Gateway that was stopped because it could not reach the
    /// broker does not come back with the broker either.
    /// </remarks>
    private static bool RecoveryIsOutOfBudget(GatewayReport now) =>
        now
            is { Verdict: Verdict.Down or Verdict.PortClosed or Verdict.ApiSilent }
                or { Verdict: Verdict.UpstreamLost, Unit.IsDown: true }
        && now is { Mode: AgentMode.Act, HandsOff: false }
        && now.Budget is var budget
        && (
            budget.Latched is not null
            || budget.RestartsLastHour >= budget.RestartsPerHour
            || budget.ColdLoginsLastHour >= budget.ColdLoginsPerHour
            || budget.ColdLoginsLastDay >= budget.ColdLoginsPerDay
        );

    /// <summary>What the agent would cure and may not is for a human at once.</summary>
    private static AlertSeverity SeverityOf(AlertDefinition definition, GatewayReport now) =>
        definition == AlertCatalog.GatewayDown && now is { HandsOff: true } or { Mode: AgentMode.Observe }
            ? AlertSeverity.Critical
            : definition.Severity;
}
