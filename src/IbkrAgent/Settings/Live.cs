namespace IbkrAgent.Settings;

/// <summary>Settings that may be replaced while they are in use: who uses them asks for them each time.</summary>
internal sealed class Live<T>(T current)
    where T : class
{
    private volatile T _current = current;
    private volatile TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public T Current => _current;

    /// <summary>Completes with the next replacement; whoever waits takes this first, and then looks.</summary>
    public Task Replaced => _replaced.Task;

    /// <summary>By one at a time.</summary>
    public void Replace(T next)
    {
        _current = next;
        var replaced = _replaced;
        _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
        replaced.SetResult();
    }
}
