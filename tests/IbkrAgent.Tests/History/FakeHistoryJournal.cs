using IbkrAgent.History;
using IbkrAgent.Systemd.Journal;

namespace IbkrAgent.Tests.History;

internal sealed class FakeHistoryJournal(params IEnumerable<HistoryEvent> events) : IHistoryJournal
{
    public JournalAccess Access { get; init; } = JournalAccess.Allowed;

    public List<HistoryEvent> Events { get; } = [.. events];

    /// <summary>How many entries were looked at.</summary>
    public int Looked { get; private set; }

    public IEnumerable<HistoryEvent> Read(HistoryQuery query) => Events.Where(query.Wants);

    public IEnumerable<HistoryEvent> ReadBack(HistoryQuery query)
    {
        foreach (var @event in Events.AsEnumerable().Reverse().Where(query.Wants))
        {
            Looked++;
            yield return @event;
        }
    }

    public IEnumerable<HistoryEvent> ReadAfter(string cursor, Action missed)
    {
        var place = Events.FindIndex(one => one.Cursor == cursor);
        if (place < 0)
            missed();
        return Events.Skip(place + 1);
    }
}
