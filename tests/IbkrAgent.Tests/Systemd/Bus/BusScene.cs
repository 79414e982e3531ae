using IbkrAgent.Systemd.Bus;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Systemd.Bus;

/// <summary>A private bus with a stand-in for systemd on it, and our side connected.</summary>
internal sealed class BusScene : IAsyncDisposable
{
    private BusScene(TimeSpan? callTimeout)
    {
        Bus = new(Daemon.Address, callTimeout);
        Units = new(Bus);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public PrivateBus Daemon { get; } = new();

    public FakeSystemd Systemd { get; private set; } = null!;

    public SystemBus Bus { get; }

    public Units Units { get; }

    public static async Task<BusScene> StartAsync(TimeSpan? callTimeout = null)
    {
        var scene = new BusScene(callTimeout);
        await scene.BeginAsync();
        return scene;
    }

    public async Task LoseBusAsync()
    {
        await Daemon.KillDaemonAsync();
        await Systemd.DisposeAsync();
        await Eventually.HoldsAsync(() => !Bus.IsConnected);
    }

    public async Task BringBusBackAsync(Action<FakeSystemd> prepare)
    {
        await Daemon.StartDaemonAsync();
        Systemd = await FakeSystemd.ConnectAsync(Daemon);
        prepare(Systemd);
        await Bus.WaitUntilConnectedAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(15), Cancel);
    }

    private async Task BeginAsync()
    {
        using var subscription = Units.Subscribe([]);
        var introduced = subscription.Events.ReadAsync(Cancel);
        await Daemon.StartDaemonAsync();
        Systemd = await FakeSystemd.ConnectAsync(Daemon);
        await Bus.WaitUntilConnectedAsync(Cancel);
        await Systemd.NextCallAsync("Subscribe");
        // Watchers read all anew when the introduction is over; no test begins before.
        await introduced.AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Units.Dispose();
        await Bus.DisposeAsync();
        await Systemd.DisposeAsync();
        await Daemon.DisposeAsync();
    }
}
