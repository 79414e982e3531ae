using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Orders;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Orders;

public sealed class OrdersWatchTests : IDisposable
{
    private readonly GatewayHost _host = new();
    private readonly ManualTime _time = new(Some.Instant);
    private readonly RecordingLogger _logger = new();
    private readonly List<SupervisorEvent> _published = [];
    private readonly List<Alert> _sent = [];
    private readonly Live<GatewaySettings> _settings = new(
        Some.Settings with
        {
            Orders = new(Enabled: true, ArmFile: null, LiveConfirmed: ""),
        }
    );

    private string ArmFile => _host.At("etc/ibkr/armed");

    private IEnumerable<string> Told => _sent.Select(alert => alert.Code);

    public void Dispose() => _host.Dispose();

    [Fact]
    public void What_a_start_left_is_known_before_anybody_goes_on()
    {
        var watch = Watch();
        Assert.Null(watch.Report);

        Start(watch, "a", OrdersState.NotArmed);

        Assert.True(watch.IsReadOnly);
        Assert.Equal("orders-withheld", Assert.Single(Told));
        Assert.Empty(_published);
        Assert.StartsWith(
            "8201 main: orders: the Gateway that runs takes none",
            _logger.Entries[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith("8202 main: orders-withheld: ", _logger.Entries[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_arm_file_that_goes_while_the_Gateway_runs_armed_is_said_at_once()
    {
        _host.Write("etc/ibkr/armed", "");
        var watch = Watch();
        Start(watch, "a", OrdersState.Armed);
        Assert.Empty(Told);
        using var ending = new CancellationTokenSource();
        var running = watch.RunAsync(ending.Token);

        File.Delete(ArmFile);
        await UntilAsync(() => _published.Count == 1);
        Assert.Equal("orders-still-taken", Assert.Single(Told));
        Assert.True(Assert.IsType<SupervisorEvent.LaunchObserved>(_published[0]).IsOutdated);
        Assert.False(watch.IsReadOnly);

        _host.Write("etc/ibkr/armed", "");
        await UntilAsync(() => _published.Count == 2);
        Assert.Single(Told);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void The_next_daemon_tells_nothing_twice()
    {
        Start(Watch(), "a", OrdersState.NotArmed);
        Start(Watch(), "a", OrdersState.NotArmed);
        Assert.Single(Told);

        Start(Watch(), "b", OrdersState.NotArmed);
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public void A_memory_that_is_not_understood_is_said_and_replaced()
    {
        _host.Write("var/lib/ibkr-agent/main/orders.json", "{");
        Start(Watch(), "a", OrdersState.NotArmed);

        Assert.StartsWith("8204 ", _logger.Entries[0], StringComparison.Ordinal);
        Assert.Equal("orders-withheld", Assert.Single(Told));
        Assert.Equal(
            (new OrdersMemory("a", "orders-withheld"), null),
            new OrdersFile(_host.Paths.OrdersFile(InstanceName.Main)).Read()
        );
    }

    private Task UntilAsync(Func<bool> condition) =>
        Eventually.HoldsAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            return condition();
        });

    private OrdersWatch Watch()
    {
        Directory.CreateDirectory(_host.At("var/lib/ibkr-agent/main"));
        return new(
            _settings,
            _host.Paths,
            new(_host.Paths.OrdersFile(InstanceName.Main)),
            _published.Add,
            _sent.Add,
            _time,
            _logger
        );
    }

    private void Start(OrdersWatch watch, string run, OrdersState state)
    {
        var mark = new OrdersMark(run, state, ReadOnlyApi: state != OrdersState.Armed);
        _host.Write("run/ibkr-gateway/main.orders", mark.Render());
        watch.Hear(new SupervisorEvent.UnitObserved(Some.Instant, Some.Unit("active", run)));
    }
}
