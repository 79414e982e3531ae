using IbkrAgent.Health;

namespace IbkrAgent.Alerts;

/// <summary>What is told of an outage because it lasts, and of many because they are many.</summary>
public static partial class AlertRules
{
    /// <summary>When an outage reaches its next stage, if nothing changes; null: there is none.</summary>
    private static DateTimeOffset? NextStage(
        AlertLedger ledger,
        GatewayReport now,
        AlertEscalation escalation,
        DateTimeOffset at
    )
    {
        var from = (ledger.Incident ?? Begin(now)).CountsFrom;
        return IsOutage(now) && escalation.NextAfter(at - from) is { } length ? from + length : null;
    }

    /// <summary>It is wanted, and of no use to anybody; the operator did not want it so either.</summary>
    private static bool IsOutage(GatewayReport now) =>
        now.Verdict is not (Verdict.Ready or Verdict.Degraded or Verdict.Stopped or Verdict.NotConfigured)
        && now.Hold is null;

    /// <summary>The longest stage that was reached; a shorter one that was slept over is not made up for.</summary>
    private static AlertLedger Escalate(
        AlertLedger ledger,
        GatewayReport now,
        AlertEscalation escalation,
        DateTimeOffset at,
        List<Alert> alerts
    )
    {
        var incident = ledger.Incident ?? Begin(now);
        var reached = escalation.Reached(at - incident.CountsFrom).ToList();
        if (reached is [] || incident.ToldCodes.Contains(reached[^1].Code))
            return ledger;

        if (alerts.All(alert => alert.Severity < reached[^1].Severity)) // else the same was just said
            alerts.Add(
                Compose(
                    reached[^1],
                    now,
                    AlertText.Outage(now, at - incident.StartedAt),
                    AlertText.WhatToDo(now),
                    at,
                    incident.Id
                )
            );
        return ledger with
        {
            Incident = incident with { ToldCodes = incident.ToldCodes.Union(reached.Select(stage => stage.Code)) },
        };
    }

    /// <summary>Once an hour, while it keeps failing and coming back.</summary>
    private static AlertLedger Digest(AlertLedger ledger, GatewayReport now, DateTimeOffset at, List<Alert> alerts)
    {
        if (Flapping.IsDigestDue(ledger, at) is not { } unsteady)
            return ledger;

        var definition = AlertCatalog.Unsteady;
        var text = AlertText.Unsteady(unsteady, at);
        alerts.Add(Compose(definition, now, text, AlertText.Plain(definition.Runbook), at, unsteady.Id));
        return ledger with { Unsteady = unsteady with { ToldAt = at } };
    }
}
