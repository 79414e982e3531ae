using System.Collections.Immutable;
using IbkrAgent.Settings;

namespace IbkrAgent.Health;

/// <summary>Which conditions are seen, since when, and from when on they count. Immutable.</summary>
/// <remarks>
/// A condition counts when it has lasted, and stops to count when it has been gone for a while: what flaps is one
/// condition, and what passes quickly is none.
/// </remarks>
public sealed class ConditionBook
{
    public static readonly ConditionBook Empty = new(ImmutableSortedDictionary<ConditionKind, Entry>.Empty);

    private readonly ImmutableSortedDictionary<ConditionKind, Entry> _entries;

    private ConditionBook(ImmutableSortedDictionary<ConditionKind, Entry> entries) => _entries = entries;

    /// <summary>Notes all that one source sees now; what it saw before and does not see now is gone.</summary>
    public ConditionBook Observe(ConditionSource source, ImmutableArray<Condition> seen, DateTimeOffset at)
    {
        var entries = _entries;
        foreach (var (kind, entry) in _entries)
            if (entry.Source == source)
                entries = entries.SetItem(kind, entry with { GoneAt = entry.GoneAt ?? at });

        foreach (var condition in seen)
            entries = entries.SetItem(
                condition.Kind,
                entries.TryGetValue(condition.Kind, out var known)
                    ? known with
                    {
                        Detail = condition.Detail,
                        GoneAt = null,
                    }
                    : new(source, condition.Detail, at, GoneAt: null)
            );

        return new(entries);
    }

    /// <summary>Without what has been gone for long enough, or went before it counted.</summary>
    public ConditionBook Fade(WatchSettings watch, DateTimeOffset at) =>
        new(
            _entries.RemoveRange(
                _entries.Where(pair => IsOver(pair.Key, pair.Value, watch, at)).Select(pair => pair.Key)
            )
        );

    /// <summary>The conditions that count.</summary>
    public ImmutableArray<Condition> Standing(WatchSettings watch, DateTimeOffset at) =>
        [
            .. from pair in _entries
            where !IsOver(pair.Key, pair.Value, watch, at) && Counts(pair.Key, pair.Value, watch, at)
            select new Condition(pair.Key, pair.Value.Detail),
        ];

    /// <summary>When something will begin or stop to count by itself; null when nothing will.</summary>
    public DateTimeOffset? NextChange(WatchSettings watch, DateTimeOffset at) =>
        _entries
            .Select(pair =>
                pair.Value.GoneAt is { } gone
                    ? gone + ConditionTiming.Fades(pair.Key)
                    : pair.Value.Since + ConditionTiming.Lasts(pair.Key, watch)
            )
            .Where(moment => moment > at)
            .Select(moment => (DateTimeOffset?)moment)
            .Min();

    /// <summary>Time that did not pass does not make a condition last.</summary>
    public ConditionBook Shift(TimeSpan by) =>
        new(
            _entries.ToImmutableSortedDictionary(
                pair => pair.Key,
                pair => pair.Value with { Since = pair.Value.Since + by, GoneAt = pair.Value.GoneAt + by }
            )
        );

    private static bool Counts(ConditionKind kind, Entry entry, WatchSettings watch, DateTimeOffset at) =>
        (entry.GoneAt ?? at) - entry.Since >= ConditionTiming.Lasts(kind, watch);

    private static bool IsOver(ConditionKind kind, Entry entry, WatchSettings watch, DateTimeOffset at) =>
        entry.GoneAt is { } gone && at - gone >= ConditionTiming.Fades(kind);

    private sealed record Entry(ConditionSource Source, string Detail, DateTimeOffset Since, DateTimeOffset? GoneAt);
}
