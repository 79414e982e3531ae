using System.Collections.Immutable;
using System.Globalization;
using IbkrAgent.Health;

namespace IbkrAgent.Alerts;

/// <summary>Verdicts to alerts: one per incident and cause, the all-clear afterwards, and no flood.</summary>
/// <remarks>
/// To be called at each change of the verdict and again whenever the report is refreshed: an alert that is held back,
/// or waits for its condition to last, is sent by a later call. Calls that bring nothing new change nothing.
/// </remarks>
public static partial class AlertRules
{
    /// <summary>The same code is sent at most once in this time.</summary>
    /// <remarks>
    /// Two are exempt. The all-clear follows only what was sent, and missing it would be a false alarm. A request for
    /// approval can be answered for minutes only, and the requests of an incident have a budget.
    /// </remarks>
    public static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(5);

    /// <summary>Some of it is told only when it lasts, or after a quiet time.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    /// <param name="previous">the verdict before this one; a change begins a new condition even at the same
    /// instant.</param>
    public static (AlertLedger Ledger, IReadOnlyList<Alert> Alerts) OnVerdict(
        AlertLedger ledger,
        Verdict previous,
        GatewayReport now,
        AlertEscalation escalation,
        DateTimeOffset at
    )
    {
        List<Alert> alerts = [];
        var told = now.Verdict switch
        {
            Verdict.Ready => OnReady(ledger, now, at, alerts),
            Verdict.Stopped when now.OnPurpose && !now.Parked => Flapping.AfterStop(ledger.Close(now.Since)),
            _ => OnTrouble(ledger, previous, now, escalation, at, alerts),
        };
        return (now.Verdict == Verdict.Stopped ? OnStop(told, now, at, alerts) : told, alerts);
    }

    /// <summary>When to look again, if nothing changes; null: nothing more will come of this verdict.</summary>
    public static DateTimeOffset? LookAgainAt(
        AlertLedger ledger,
        GatewayReport now,
        AlertEscalation escalation,
        DateTimeOffset at
    )
    {
        if (IsAllTold(ledger, now))
            return null;

        var again = at + LookAgain;
        var next = NextStage(ledger, now, escalation, at);
        if (now.Verdict == Verdict.Stopped)
            next = now.Since + AlertCatalog.Stopped.VisibleAfter;
        return next > at && next < again ? next : again;
    }

    private static bool IsAllTold(AlertLedger ledger, GatewayReport now) =>
        now.Verdict switch
        {
            Verdict.Ready => ledger is { Unsteady: null, IsKnownToRun: true },
            Verdict.Stopped => ledger.IsKnownToRun is false,
            _ => false,
        };

    /// <summary>An alert that no verdict is the reason of; the caller sees to it that it is told once.</summary>
    public static Alert Notice(
        AlertDefinition definition,
        AlertLedger ledger,
        GatewayReport now,
        string text,
        string whatToDo,
        DateTimeOffset at
    ) =>
        Compose(
            definition,
            now,
            AlertText.Sentence(text),
            AlertText.Sentence(whatToDo),
            at,
            (ledger.Incident ?? Begin(now with { Since = at })).Id
        );

    private static AlertLedger OnReady(AlertLedger ledger, GatewayReport now, DateTimeOffset at, List<Alert> alerts)
    {
        if (ledger.Incident is { } incident)
        {
            if (!incident.ToldCodes.IsEmpty)
            {
                var downtime = AlertText.Duration(now.Since - incident.StartedAt);
                var text = $"It was not ready for {downtime}. {AlertText.Recovery(now)}";
                alerts.Add(Compose(AlertCatalog.Recovered, now, text, AlertText.NothingToDo, at, incident.Id));
            }

            ledger = Flapping.AfterIncident(ledger.Close(now.Since), incident, now.Since);
        }

        ledger = OnStart(ledger, isTold: alerts is not [], now, at, alerts);
        if (Flapping.IsSteady(ledger, at) is not { } over)
            return ledger;

        alerts.Add(Compose(AlertCatalog.SteadyAgain, now, AlertText.Steady(over), AlertText.NothingToDo, at, over.Id));
        return ledger with { Unsteady = null, Recent = [] };
    }

    private static AlertLedger OnTrouble(
        AlertLedger ledger,
        Verdict previous,
        GatewayReport now,
        AlertEscalation escalation,
        DateTimeOffset at,
        List<Alert> alerts
    )
    {
        if (AlertCatalog.For(now.Verdict) is { } cause)
            ledger = Raise(ledger, cause, now, previous, at, alerts);

        if (RecoveryIsOutOfBudget(now))
            ledger = Raise(ledger, AlertCatalog.BudgetSpent, now, previous, at, alerts);

        if (at < now.ExpectedUntil)
            ledger = ledger with
            {
                Incident = ledger.Incident is { } excused ? excused with { ExpectedUntil = now.ExpectedUntil } : null,
            };
        else if (IsOutage(now))
            ledger = Escalate(ledger, now, escalation, at, alerts);

        return Digest(ledger, now, at, alerts);
    }

    private static AlertLedger Raise(
        AlertLedger ledger,
        AlertDefinition definition,
        GatewayReport now,
        Verdict previous,
        DateTimeOffset at,
        List<Alert> alerts
    )
    {
        var since = definition == AlertCatalog.ApprovalNeeded ? now.ApprovalAskedAt ?? now.Since : now.Since;
        var incident = ledger.Incident ?? Begin(now);
        ledger = ledger with { Incident = incident };
        var trace = ledger.Traces.GetValueOrDefault(definition.Code);
        if (
            at - now.Since < definition.VisibleAfter
            || at < now.ExpectedUntil
            || IsTold(incident, trace, definition, previous, now)
            || incident.ToldCodes.Any(told => AlertCatalog.Find(told)?.Hides.Contains(definition.Code) ?? false)
        )
            return ledger;

        ledger = Flapping.Count(ledger, incident, at);
        var severity = SeverityOf(definition, now);
        if (ledger.Unsteady is not null && severity < AlertSeverity.Critical)
            return ledger;

        var isNew = trace is null || trace.Since != since || trace.Suppressed == 0;
        if (trace is not null && definition != AlertCatalog.ApprovalNeeded && at - trace.SentAt < QuietTime)
            return isNew
                ? With(ledger, definition, trace with { Since = since, Suppressed = trace.Suppressed + 1 })
                : ledger;

        var heldBack = (trace?.Suppressed ?? 0) - (isNew ? 0 : 1);
        alerts.Add(
            Compose(definition, now, AlertText.Trouble(now, heldBack), AlertText.WhatToDo(now), at, incident.Id)
        );
        ledger = With(ledger, definition, new(at, since, Suppressed: 0));
        return ledger with { Incident = incident with { ToldCodes = incident.ToldCodes.Add(definition.Code) } };
    }

    /// <remarks>
    /// Each request for approval is news, because each one needs another tap; all else is told once an incident. A
    /// request is told apart by its own time, which a new daemon knows as well.
    /// </remarks>
    private static bool IsTold(
        AlertIncident incident,
        AlertTrace? trace,
        AlertDefinition definition,
        Verdict previous,
        GatewayReport now
    ) =>
        definition == AlertCatalog.ApprovalNeeded
            ? (now.ApprovalAskedAt is not null || previous == now.Verdict)
                && trace is { Suppressed: 0 }
                && trace.Since == (now.ApprovalAskedAt ?? now.Since)
            : incident.ToldCodes.Contains(definition.Code);

    private static AlertIncident Begin(GatewayReport now)
    {
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"{now.Name}-{now.Since.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"
        );
        return new(id, now.Since, ImmutableSortedSet<string>.Empty);
    }

    private static AlertLedger With(AlertLedger ledger, AlertDefinition definition, AlertTrace trace) =>
        ledger with
        {
            Traces = ledger.Traces.SetItem(definition.Code, trace),
        };

    private static Alert Compose(
        AlertDefinition definition,
        GatewayReport now,
        string text,
        string whatToDo,
        DateTimeOffset at,
        string incidentId
    ) =>
        new(
            definition.Code,
            SeverityOf(definition, now),
            now.Name,
            $"Gateway {now.Name} {definition.Title}",
            text,
            whatToDo,
            at,
            incidentId
        );
}
