using System.Collections.Immutable;

namespace IbkrAgent.Alerts;

/// <summary>When many incidents are one message, and when that is over.</summary>
/// <remarks>
/// Two thresholds, so that the rule itself does not flap: it begins with the fourth incident of an hour, and ends only
/// after half an hour without one.
/// </remarks>
internal static class Flapping
{
    private const int ManyIncidents = 4;

    private static readonly TimeSpan Span = TimeSpan.FromHours(1);
    private static readonly TimeSpan DigestEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan SteadyAfter = TimeSpan.FromMinutes(30);

    /// <summary>Counts an incident that is worth a message, once.</summary>
    public static AlertLedger Count(AlertLedger ledger, AlertIncident incident, DateTimeOffset at)
    {
        if (ledger.Unsteady is { } unsteady)
            return unsteady.ReadySince is null
                ? ledger
                : ledger with
                {
                    Unsteady = unsteady with { Times = unsteady.Times + 1, ReadySince = null },
                };
        if (ledger.Recent.Exists(outage => outage.Began == incident.StartedAt))
            return ledger;

        var recent = ledger
            .Recent.RemoveAll(outage => at - outage.Began >= Span)
            .Add(new(incident.StartedAt, TimeSpan.Zero));
        return ledger with
        {
            Recent = recent,
            Unsteady = recent.Count < ManyIncidents ? null : Begin($"{incident.Id}-unsteady", recent),
        };
    }

    public static AlertLedger AfterIncident(AlertLedger ledger, AlertIncident incident, DateTimeOffset readySince)
    {
        var lasted = readySince - incident.StartedAt;
        if (ledger.Unsteady is { } unsteady)
            return ledger with
            {
                Unsteady = unsteady with { NotReady = unsteady.NotReady + lasted, ReadySince = readySince },
            };

        var open = ledger.Recent.Find(outage => outage.Began == incident.StartedAt);
        return open is null
            ? ledger
            : ledger with
            {
                Recent = ledger.Recent.Replace(open, open with { Lasted = lasted }),
            };
    }

    /// <summary>Stopped on purpose is neither steady nor a failure: whoever stopped it knows how it was.</summary>
    public static AlertLedger AfterStop(AlertLedger ledger) => ledger with { Recent = [], Unsteady = null };

    /// <summary>What is over; null: nothing is, or not yet.</summary>
    public static AlertUnsteadiness? IsSteady(AlertLedger ledger, DateTimeOffset at) =>
        ledger.Unsteady is { ReadySince: { } since } unsteady && at - since >= SteadyAfter ? unsteady : null;

    /// <summary>What is to be told again; null: nothing is.</summary>
    public static AlertUnsteadiness? IsDigestDue(AlertLedger ledger, DateTimeOffset at) =>
        ledger.Unsteady is { } unsteady && !(at - unsteady.ToldAt < DigestEvery) ? unsteady : null;

    private static AlertUnsteadiness Begin(string id, ImmutableList<AlertOutage> outages) =>
        new(
            id,
            outages[0].Began,
            outages.Count,
            outages.Aggregate(TimeSpan.Zero, (sum, outage) => sum + outage.Lasted),
            ToldAt: null,
            ReadySince: null
        );
}
