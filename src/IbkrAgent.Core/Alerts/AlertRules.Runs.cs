using IbkrAgent.Health;

namespace IbkrAgent.Alerts;

/// <summary>What is told of a start and a stop that somebody, or the run window, wanted.</summary>
/// <remarks>
/// The ledger has what the operator knows, and a message follows when something else has lasted: a restart is neither a
/// stop nor a start, and of a switch that is thrown back and forth the end is told.
/// </remarks>
public static partial class AlertRules
{
    private static AlertLedger OnStop(AlertLedger ledger, GatewayReport now, DateTimeOffset at, List<Alert> alerts)
    {
        if (at - now.Since < AlertCatalog.Stopped.VisibleAfter)
            return ledger;
        if (ledger.IsKnownToRun is not true)
            return ledger with { IsKnownToRun = false };

        return TellRun(ledger, AlertCatalog.Stopped, isRunning: false, now, at, alerts);
    }

    /// <param name="isTold">it has just been said that it is ready.</param>
    private static AlertLedger OnStart(
        AlertLedger ledger,
        bool isTold,
        GatewayReport now,
        DateTimeOffset at,
        List<Alert> alerts
    ) =>
        isTold || ledger.IsKnownToRun is not false
            ? ledger with
            {
                IsKnownToRun = true,
            }
            : TellRun(ledger, AlertCatalog.Started, isRunning: true, now, at, alerts);

    private static AlertLedger TellRun(
        AlertLedger ledger,
        AlertDefinition definition,
        bool isRunning,
        GatewayReport now,
        DateTimeOffset at,
        List<Alert> alerts
    )
    {
        if (ledger.Traces.GetValueOrDefault(definition.Code) is { } trace && at - trace.SentAt < QuietTime)
            return ledger;

        alerts.Add(
            Compose(
                definition,
                now,
                AlertText.Sentence(now.Reason),
                isRunning ? AlertText.NothingToDo : AlertText.Sentence(now.NextStep),
                at,
                (ledger.Incident ?? Begin(now)).Id
            )
        );
        return With(ledger, definition, new(at, now.Since, Suppressed: 0)) with { IsKnownToRun = isRunning };
    }
}
