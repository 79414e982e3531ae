using System.Threading.Channels;
using IbkrAgent.Supervision;

namespace IbkrAgent.Gateway;

/// <summary>
/// Looks at what the host shows of the Gateway, at intervals while the unit is active, and when it moves.
/// </summary>
internal sealed class HostWatch(ProcessObserver processes, NetworkObserver network, TimeProvider clock)
{
    /// <remarks>
    /// The price of a look is the kernel's list of connections: about 3.5 ms on a machine with 24 GB of memory, less on
    /// a smaller one, so that an hour costs less than a second of processor time.
    /// </remarks>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    /// <summary>What was announced is there after a moment.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    private volatile UnitStatus _unit = UnitStatus.Unknown;
    private string? _run;

    /// <summary>Hears what is published, and looks soon when it says that processes changed.</summary>
    public void Hear(SupervisorEvent? @event)
    {
        if (@event is SupervisorEvent.UnitObserved observed)
            _unit = observed.Unit;
        else if (@event is not SupervisorEvent.ControllerSaid { Signal: GatewaySignal.ProcessStarted })
            return;

        _due.Writer.TryWrite(true);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var timer = clock.CreateTimer(_ => _due.Writer.TryWrite(true), null, Interval, Interval);
        await foreach (var _ in _due.Reader.ReadAllAsync(cancellationToken))
        {
            if (_unit.IsActive)
                await Task.Delay(Moment, clock, cancellationToken);

            await LookAsync(_unit, cancellationToken);
        }
    }

    private async Task LookAsync(UnitStatus unit, CancellationToken cancellationToken)
    {
        var run = unit.IsActive ? unit.InvocationId : null;
        if (run != _run)
        {
            processes.Forget();
            network.Forget();
            _run = run;
        }

        if (run is null)
            return;

        await processes.LookAsync(unit.MainPid, cancellationToken);
        network.Look(processes.UserId);
    }
}
