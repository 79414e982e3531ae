using System.Net;
using System.Net.Sockets;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace IbkrAgent.Tests.Gateway;

public sealed class NetworkObserverTests : IDisposable
{
    private readonly TemporaryDirectory _tables = new();
    private readonly ManualTime _time = new(Some.Instant);
    private readonly List<SupervisorEvent> _published = [];

    public void Dispose() => _tables.Dispose();

    [Fact]
    public async Task The_kernel_tells_who_listens_and_who_is_connected()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var ours = new TcpClient();
        using var other = new TcpClient();
        await ours.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await other.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var observer = Observer(port, new(port), ((IPEndPoint)ours.Client.LocalEndPoint!).Port);

        observer.Look(gatewayUser: null);

        var report = observer.Latest!;
        Assert.Equal((port, PortReach.Loopback, 1), (report.Port, report.Reach, report.OtherClients));
        Assert.Equal(Environment.UserName, report.Listener!.Name);
    }

    [Fact]
    public void A_listener_of_another_user_is_published_and_taken_back_when_the_run_is_over()
    {
        _tables.Write("tcp", "0: 0100007F:0FA2 00000000:0000 0A 0:0 00:0 0 4000000000 0 1\n");
        var observer = Observer(4002, new(4002, _tables.Path));

        observer.Look(gatewayUser: 0);
        _time.Advance(TimeSpan.FromSeconds(20));
        observer.Look(gatewayUser: 0);

        Assert.Equal(
            [new(ConditionKind.ForeignListener, "port 4002 is held by uid 4000000000, not by the Gateway's user root")],
            Conditions()
        );

        observer.Forget();
        Assert.Empty(Conditions());
        Assert.Null(observer.Latest);
    }

    [Fact]
    public void A_table_that_cannot_be_read_leaves_nothing_known()
    {
        _tables.Write("tcp", "");
        var observer = Observer(4002, new(4002, _tables.Path));
        observer.Look(gatewayUser: 998);
        Assert.Equal(PortReach.Closed, observer.Latest!.Reach);

        File.Delete(Path.Combine(_tables.Path, "tcp"));
        observer.Look(gatewayUser: 998);

        Assert.Null(observer.Latest);
        Assert.Empty(_published);
    }

    private NetworkObserver Observer(int port, PortTable table, params int[] ownPorts) =>
        new(
            "main",
            () => port,
            table,
            () => ownPorts,
            new(ConditionSource.Network, _time, _published.Add),
            _time,
            NullLogger.Instance
        );

    private List<Condition> Conditions() =>
        [.. Assert.IsType<SupervisorEvent.ConditionsObserved>(_published[^1]).Conditions];
}
