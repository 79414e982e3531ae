namespace IbkrAgent.SystemTests;

/// <summary>One fresh container with the package installed, shared by the tests of a class.</summary>
public sealed class BootedHost(InstalledTree tree) : IAsyncLifetime
{
    private static int _booted;
    private Container? _container;

    public Container Container => _container ?? throw new InvalidOperationException("not booted yet");

    public async ValueTask InitializeAsync() =>
        _container = await Container.BootAsync(
            $"host{Interlocked.Increment(ref _booted)}",
            tree.Container,
            CancellationToken.None
        );

    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
            await _container.DisposeAsync();
        JournalLeaks.ThrowIfAny();
    }
}
