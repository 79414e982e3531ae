using IbkrAgent.Gateway;
using IbkrAgent.Logging;
using IbkrAgent.Systemd.Journal;

namespace IbkrAgent.History;

/// <summary>Reads the record from the system journal, and only there where it is.</summary>
/// <remarks>
/// By MESSAGE_ID=, for which the journal has an index, of the daemon's own unit and of the one that tells when it has
/// failed; journald vouches for the unit, and anybody may write an entry with our message ids.
/// </remarks>
internal sealed class HistoryJournal : IHistoryJournal
{
    public JournalAccess Access => JournalAccessCheck.Of();

    public IEnumerable<HistoryEvent> Read(HistoryQuery query)
    {
        using var reader = JournalReader.Open(FilterOf(query));
        reader.Seek(query.Since is { } since ? new JournalStart.Since(since) : new JournalStart.Head());
        while (reader.ReadNext() is { } entry && !(entry.Time > query.Until))
            if (EventOf(entry) is { } @event && query.Wants(@event))
                yield return @event;
    }

    public IEnumerable<HistoryEvent> ReadBack(HistoryQuery query)
    {
        using var reader = JournalReader.Open(FilterOf(query));
        reader.SeekBack(query.Until);
        while (reader.ReadPrevious() is { } entry && !(entry.Time < query.Since))
            if (EventOf(entry) is { } @event && query.Wants(@event))
                yield return @event;
    }

    public IEnumerable<HistoryEvent> ReadAfter(string cursor, Action missed)
    {
        // Through one filter always, so that an entry that is not found is one that is gone.
        using var reader = JournalReader.Open(FilterOf(HistoryQuery.All));
        if (!reader.Seek(new JournalStart.After(cursor)))
            missed();
        while (reader.ReadNext() is { } entry)
            if (EventOf(entry) is { } @event)
                yield return @event;
    }

    private static JournalFilter FilterOf(HistoryQuery query) =>
        JournalFilter.ForMessages(
            [UnitNames.Daemon, UnitNames.DaemonReporter],
            HistoryCatalog.NumbersOf(query.Kinds).Select(number => MessageIds.For(number)!),
            query.Gateway is { } gateway ? [$"IBKR_GATEWAY={gateway}"] : []
        );

    private static HistoryEvent? EventOf(JournalEntry entry) =>
        MessageIds.NumberOf(entry["MESSAGE_ID"]) is { } number
            ? HistoryEvent.Of(entry.Time, number, entry.Fields, entry.Cursor)
            : null;
}
