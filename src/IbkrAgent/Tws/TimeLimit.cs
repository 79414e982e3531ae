namespace IbkrAgent.Tws;

/// <summary>A token that ends a wait when its time is over, or when the caller wants to.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public TimeLimit(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timer = new(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    public CancellationToken Token => _either.Token;

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
