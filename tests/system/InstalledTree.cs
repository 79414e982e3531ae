[assembly: AssemblyFixture(typeof(IbkrAgent.SystemTests.InstalledTree))]

namespace IbkrAgent.SystemTests;

/// <summary>The package installed by apt once per run, powered off; every test boots a copy of it.</summary>
public sealed class InstalledTree : IAsyncLifetime
{
    private Container? _container;

    public Container Container => _container ?? throw new InvalidOperationException("not installed yet");

    public async ValueTask InitializeAsync()
    {
        _container = await Container.BootAsync("installed", on: null, CancellationToken.None);
        await Installation.InstallAsync(_container, CancellationToken.None);
        await Installation.AddStandInAsync(_container, CancellationToken.None);
        await _container.FreezeAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
            await _container.DisposeAsync();
        JournalLeaks.ThrowIfAny();
    }
}
