namespace IbkrAgent.Gateway;

/// <summary>A reading of the accounts that somebody waits for: the held session makes it at once.</summary>
internal sealed class AccountWish(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _open;
    private CancellationTokenSource? _sleep;

    /// <summary>Completes with the end of the next reading, or when it takes too long.</summary>
    public async Task WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Task reading;
        lock (_lock)
        {
            _open ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            reading = _open.Task;
            _ = _sleep?.CancelAsync();
        }

        try
        {
            await reading.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // What was read last has to do.
        }
    }

    /// <summary>The session is about to sleep; true when it must not, because somebody waits.</summary>
    /// <param name="sleep">is cancelled when somebody comes, until <see cref="Wake"/>.</param>
    public bool Sleep(CancellationTokenSource sleep)
    {
        lock (_lock)
        {
            _sleep = sleep;
            return _open is not null;
        }
    }

    /// <summary>The session does not sleep any more.</summary>
    public void Wake()
    {
        lock (_lock)
            _sleep = null;
    }

    /// <summary>A reading has ended.</summary>
    public void Fulfil()
    {
        lock (_lock)
        {
            _open?.SetResult();
            _open = null;
        }
    }
}
