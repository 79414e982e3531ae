using System.Collections.Immutable;

namespace IbkrAgent.Alerts;

/// <summary>What one gateway's operator was told already; small, and kept with the supervisor's state.</summary>
/// <param name="Incident">the trouble that is not over; null when all is well.</param>
/// <param name="Traces">by alert code.</param>
public sealed record AlertLedger(AlertIncident? Incident, ImmutableSortedDictionary<string, AlertTrace> Traces)
{
    private const int RememberedIncidents = 3;

    /// <summary>The incidents of the last hour that were told, or would have been; oldest first.</summary>
    public ImmutableList<AlertOutage> Recent { get; init; } = [];

    /// <summary>It keeps failing and coming back, and the operator knows; null: it does not.</summary>
    public AlertUnsteadiness? Unsteady { get; init; }

    /// <summary>As far as the operator knows it runs, or is stopped on purpose; null: nobody has seen either.</summary>
    public bool? IsKnownToRun { get; init; }

    /// <summary>The last incidents of which something was told, newest first.</summary>
    public ImmutableList<ToldIncident> Past { get; init; } = [];

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

    /// <summary>What is not over, if something was told of it; null: nothing.</summary>
    public ToldIncident? Open =>
        Incident is { ToldCodes.IsEmpty: false } open
            ? new(open.Id, open.StartedAt, Lasted: null, [.. open.ToldCodes])
            : null;

    /// <summary>The trouble is over.</summary>
    public AlertLedger Close(DateTimeOffset at) =>
        this with
        {
            Incident = null,
            Past = Open is { } over
                ? [over with { Lasted = at - over.Began }, .. Past.Take(RememberedIncidents - 1)]
                : Past,
        };

    /// <summary>Time that did not pass is not part of an outage.</summary>
    public AlertLedger Shift(TimeSpan by) =>
        new(
            Incident is { } incident
                ? incident with
                {
                    StartedAt = incident.StartedAt + by,
                    ExpectedUntil = incident.ExpectedUntil + by,
                }
                : null,
            Traces.ToImmutableSortedDictionary(
                pair => pair.Key,
                pair => pair.Value with { SentAt = pair.Value.SentAt + by, Since = pair.Value.Since + by }
            )
        )
        {
            IsKnownToRun = IsKnownToRun,
            Past = Past,
            Recent = Recent.ConvertAll(outage => outage with { Began = outage.Began + by }),
            Unsteady = Unsteady is { } unsteady
                ? unsteady with
                {
                    Since = unsteady.Since + by,
                    ToldAt = unsteady.ToldAt + by,
                    ReadySince = unsteady.ReadySince + by,
                }
                : null,
        };
}

/// <summary>From the first sign of trouble until the Gateway is ready or stopped on purpose.</summary>
/// <param name="ToldCodes">the alerts that were sent.</param>
public sealed record AlertIncident(string Id, DateTimeOffset StartedAt, ImmutableSortedSet<string> ToldCodes)
{
    /// <summary>Until then the broker's reset explained it; null: nothing did.</summary>
    public DateTimeOffset? ExpectedUntil { get; init; }

    /// <summary>From when on its length says that something is wrong.</summary>
    public DateTimeOffset CountsFrom => ExpectedUntil is { } until && until > StartedAt ? until : StartedAt;
}

/// <summary>Trouble of which the operator was told.</summary>
/// <param name="Lasted">null while it goes on.</param>
/// <param name="Codes">of the alerts, in the order of the alphabet.</param>
public sealed record ToldIncident(string Id, DateTimeOffset Began, TimeSpan? Lasted, ImmutableArray<string> Codes);

/// <param name="Lasted">zero while it goes on.</param>
public sealed record AlertOutage(DateTimeOffset Began, TimeSpan Lasted);

/// <summary>A time in which a gateway keeps failing and coming back.</summary>
/// <param name="Id">the incident of its messages.</param>
/// <param name="Since">the beginning of the first of the incidents that make it up.</param>
/// <param name="Times">how often it was not ready.</param>
/// <param name="NotReady">how long altogether, without the time that goes on.</param>
/// <param name="ToldAt">the last message about it; null before the first.</param>
/// <param name="ReadySince">null while it is not.</param>
public sealed record AlertUnsteadiness(
    string Id,
    DateTimeOffset Since,
    int Times,
    TimeSpan NotReady,
    DateTimeOffset? ToldAt,
    DateTimeOffset? ReadySince
);

/// <summary>When an alert was last sent, and what was held back since.</summary>
/// <param name="Since">beginning of the condition that was last told or held back.</param>
/// <param name="Suppressed">occurrences held back since then, because they came too soon.</param>
public sealed record AlertTrace(DateTimeOffset SentAt, DateTimeOffset Since, int Suppressed);
