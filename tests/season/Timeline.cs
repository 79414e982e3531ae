namespace IbkrAgent.Season;

/// <summary>The clock of the season: it jumps from one thing that happens to the next.</summary>
internal sealed class Timeline(DateTimeOffset start)
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Number)> _coming = new();
    private long _number;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>What is due at one moment happens in the order in which it was planned.</summary>
    public void At(DateTimeOffset at, Action what) => _coming.Enqueue(what, (at < Now ? Now : at, _number++));

    public void After(TimeSpan wait, Action what) => At(Now + wait, what);

    public void RunUntil(DateTimeOffset end)
    {
        while (_coming.TryPeek(out _, out var next) && next.At <= end)
        {
            Now = next.At;
            _coming.Dequeue()();
        }

        Now = end;
    }
}
