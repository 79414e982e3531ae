namespace IbkrAgent.Daemon;

/// <summary>One login at a time over all gateways of the host: who has the turn may log in.</summary>
/// <remarks>Callable from any thread. Who is granted the turn hears it without a lock held, and must not
/// block.</remarks>
internal sealed class LoginTurns(TimeProvider clock) : IDisposable
{
    /// <summary>Between the end of one turn and the begin of another gateway's.</summary>
    public static readonly TimeSpan Stagger = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<Waiting> _queue = [];
    private Waiting? _holder;
    private string? _last; // who had the turn before, and need not rest after itself
    private ITimer? _rest; // set from the end of a turn until the next may begin

    /// <summary>Asks for the turn; it is granted at once, or when those before have left.</summary>
    /// <remarks>
    /// Asking again changes nothing for who waits; who has the turn hears so again, in case it was forgotten.
    /// </remarks>
    public void Take(string gateway, Action granted)
    {
        Waiting? told;
        lock (_lock)
        {
            if (_holder?.Gateway == gateway)
                told = _holder = new(gateway, granted);
            else
            {
                if (_queue.All(waiting => waiting.Gateway != gateway))
                    _queue.Add(new(gateway, granted));
                told = TakeNext();
            }
        }

        told?.Granted();
    }

    /// <summary>Gives the turn back, or the place in the queue; else nothing happens.</summary>
    public void Leave(string gateway)
    {
        lock (_lock)
        {
            _queue.RemoveAll(waiting => waiting.Gateway == gateway);
            if (_holder?.Gateway != gateway)
                return;

            (_holder, _last) = (null, gateway);
            _rest?.Dispose();
            _rest = clock.CreateTimer(_ => Rested(), null, Stagger, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _rest?.Dispose();
    }

    private void Rested()
    {
        Waiting? next;
        lock (_lock)
        {
            _rest?.Dispose();
            _rest = null;
            next = TakeNext();
        }

        next?.Granted();
    }

    /// <summary>Makes the first of the queue the holder, when the turn is free.</summary>
    private Waiting? TakeNext()
    {
        if (_holder is not null || _queue is not [var first, ..] || (_rest is not null && first.Gateway != _last))
            return null;

        _queue.RemoveAt(0);
        return _holder = first;
    }

    private sealed record Waiting(string Gateway, Action Granted);
}
