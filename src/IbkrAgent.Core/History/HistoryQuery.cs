using IbkrAgent.Common;

namespace IbkrAgent.History;

/// <summary>Which events are wanted.</summary>
/// <param name="Since">the first instant; null: from the beginning.</param>
/// <param name="Until">the last instant; null: to the end.</param>
/// <param name="Kinds">empty: all.</param>
/// <param name="Gateway">null: all, and the daemon's own.</param>
public sealed record HistoryQuery(
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    IReadOnlyCollection<HistoryKind> Kinds,
    InstanceName? Gateway
)
{
    public static readonly HistoryQuery All = new(null, null, [], null);

    public bool Wants(HistoryEvent @event) =>
        !(@event.At < Since)
        && !(@event.At > Until)
        && (Kinds.Count == 0 || Kinds.Contains(@event.Kind))
        && (Gateway is null || @event.Gateway == Gateway.ToString());
}
