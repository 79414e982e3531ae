using System.Collections.Immutable;

namespace IbkrAgent.Alerts;

/// <summary>What one gateway's operator was told already; small, and kept with the supervisor's state.</summary>
/// <param name="Incident">the trouble that is not over; null when all is well.</param>
/// <param name="Traces">by alert code.</param>
public sealed record AlertLedger(AlertIncident? Incident, ImmutableSortedDictionary<string, AlertTrace> Traces)
{
    public static readonly AlertLedger Empty = new(null, ImmutableSortedDictionary<string, AlertTrace>.Empty);

    /// <summary>A human has taken note of a latch: the next one is news, though the trouble is the same.</summary>
    public AlertLedger Acknowledged() =>
        this with
        {
            Incident = Incident is { } incident
                ? incident with
                {
                    ToldCodes = incident.ToldCodes.Except([
                        AlertCatalog.LockedOut.Code,
                        AlertCatalog.SessionConflict.Code,
                    ]),
                }
                : null,
        };

    /// <summary>Time that did not pass is not part of an outage.</summary>
    public AlertLedger Shift(TimeSpan by) =>
        new(
            Incident is { } incident ? incident with { StartedAt = incident.StartedAt + by } : null,
            Traces.ToImmutableSortedDictionary(
                pair => pair.Key,
                pair => pair.Value with { SentAt = pair.Value.SentAt + by, Since = pair.Value.Since + by }
            )
        );
}

/// <summary>From the first sign of trouble until the Gateway is ready or stopped on purpose.</summary>
/// <param name="ToldCodes">the alerts that were sent.</param>
public sealed record AlertIncident(string Id, DateTimeOffset StartedAt, ImmutableSortedSet<string> ToldCodes);

/// <summary>When an alert was last sent, and what was held back since.</summary>
/// <param name="Since">beginning of the condition that was last told or held back.</param>
/// <param name="Suppressed">occurrences held back since then, because they came too soon.</param>
public sealed record AlertTrace(DateTimeOffset SentAt, DateTimeOffset Since, int Suppressed);
