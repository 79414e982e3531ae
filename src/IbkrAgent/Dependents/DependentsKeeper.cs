using System.Threading.Channels;
using IbkrAgent.Health;
using IbkrAgent.Supervision;

namespace IbkrAgent.Dependents;

/// <summary>One gateway's dependents, and a new beginning with them when their settings change.</summary>
/// <remarks>The new loop reads what the old one remembered, and adopts the services as they run.</remarks>
/// <param name="create">a loop by the settings of now.</param>
/// <param name="report">what the supervisor says now.</param>
internal sealed class DependentsKeeper(Func<DependentsLoop> create, Func<GatewayReport> report) : IDisposable
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    private volatile DependentsLoop _loop = create();

    /// <summary>What is said of each; null when there are none.</summary>
    public IReadOnlyList<DependentReport>? Reports => _loop.Reports;

    /// <summary>Callable from any thread.</summary>
    public void Publish(DependentsEvent @event) => _loop.Publish(@event);

    /// <summary>What the supervisor says about the Gateway.</summary>
    public void Hear(GatewayReport news) => _loop.Hear(news);

    /// <summary>Of what the supervisor is told, what concerns the dependents too.</summary>
    public void Hear(SupervisorEvent @event) => _loop.Hear(@event);

    /// <summary>Other settings count from now on.</summary>
    public void Change() => _changes.Writer.TryWrite(true);

    /// <summary>Runs until cancelled, or until a part fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _loop.StartAsync(cancellationToken);
            try
            {
                await await Task.WhenAny(_changes.Reader.ReadAsync(cancellationToken).AsTask(), _loop.ExecuteTask!);
            }
            finally
            {
                await _loop.StopAsync(CancellationToken.None);
            }

            var old = _loop;
            _loop = create();
            old.Dispose();
            _loop.Hear(report());
        }
    }

    public void Dispose() => _loop.Dispose();
}
