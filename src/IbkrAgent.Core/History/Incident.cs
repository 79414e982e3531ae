namespace IbkrAgent.History;

/// <summary>An incident's beginning and end as one; any other event by itself.</summary>
/// <param name="First">the event that stands for it.</param>
/// <param name="Began">null: it is not among the events, or this is no incident.</param>
/// <param name="Ended">null: it is not over, or its end is not among the events.</param>
/// <param name="IsFollowed">a later incident of the same gateway began, so it must have ended.</param>
internal sealed record Incident(HistoryEvent First, HistoryEvent? Began, HistoryEvent? Ended, bool IsFollowed)
{
    /// <summary>When it began; of any other event, when the journal received it.</summary>
    public DateTimeOffset At => Ended is null && Began is null ? First.At : First.InstantOf("startedAt") ?? First.At;

    public DateTimeOffset EndedAt => Ended!.InstantOf("endedAt") ?? Ended.At;

    /// <summary>In the order of the events that stand for them.</summary>
    public static IEnumerable<Incident> Join(IEnumerable<HistoryEvent> events)
    {
        var joined = new List<Incident>();
        var open = new Dictionary<string, int>(); // by gateway
        foreach (var @event in events)
        {
            var gateway = @event.Gateway ?? "";
            switch (@event.Number)
            {
                case HistoryCatalog.IncidentBegan:
                    if (open.TryGetValue(gateway, out var before))
                        joined[before] = joined[before] with { IsFollowed = true };
                    open[gateway] = joined.Count;
                    joined.Add(new(@event, @event, null, IsFollowed: false));
                    break;
                case HistoryCatalog.IncidentEnded
                    when open.TryGetValue(gateway, out var place) && joined[place].First.Incident == @event.Incident:
                    joined[place] = joined[place] with { Ended = @event };
                    open.Remove(gateway);
                    break;
                case HistoryCatalog.IncidentEnded:
                    joined.Add(new(@event, null, @event, IsFollowed: false));
                    break;
                default:
                    joined.Add(new(@event, null, null, IsFollowed: false));
                    break;
            }
        }

        return joined;
    }
}
