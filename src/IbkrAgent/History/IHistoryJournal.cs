using IbkrAgent.Systemd.Journal;

namespace IbkrAgent.History;

/// <summary>The record, as the journal keeps it. What others forged is not in it.</summary>
internal interface IHistoryJournal
{
    JournalAccess Access { get; }

    /// <summary>Oldest first, from the query's first instant to its last.</summary>
    IEnumerable<HistoryEvent> Read(HistoryQuery query);

    /// <summary>Newest first, from the query's last instant back to its first.</summary>
    IEnumerable<HistoryEvent> ReadBack(HistoryQuery query);

    /// <summary>All that came after a place, oldest first.</summary>
    /// <param name="missed">called first when the place is gone, and with it perhaps others.</param>
    IEnumerable<HistoryEvent> ReadAfter(string cursor, Action missed);
}
