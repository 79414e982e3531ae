using System.Net;
using System.Net.Sockets;
using IbkrAgent.Gateway;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace IbkrAgent.Tests.Gateway;

public sealed class BrokerProbeTests : IDisposable
{
    private readonly ManualTime _time = new(Some.Instant);
    private readonly TcpListener _broker = new(IPAddress.Loopback, FreePort.Take());
    private readonly List<SupervisorEvent> _published = [];

    public BrokerProbeTests() => _broker.Start();

    public void Dispose() => _broker.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_host_that_takes_a_connection_is_reachable_and_gets_no_byte(string host)
    {
        using var probe = Probe($"{host}:{Port}");
        await probe.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [new SupervisorEvent.BrokerProbed(Some.Instant, true, $"{host}:{Port} takes connections")],
            _published
        );
        using var peer = await _broker.AcceptSocketAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await peer.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_host_is_asked_at_once()
    {
        var target = $"127.0.0.1:{Port}";
        using var probe = new BrokerProbe("main", () => target, _time, _published.Add, NullLogger.Instance);
        await probe.RunAsync(TestContext.Current.CancellationToken);
        target = $"localhost:{Port}";
        await probe.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [$"127.0.0.1:{Port} takes connections", $"localhost:{Port} takes connections"],
            _published.Cast<SupervisorEvent.BrokerProbed>().Select(probed => probed.Detail)
        );
    }

    [Fact]
    public async Task A_host_that_refuses_is_not()
    {
        var port = FreePort.Take();
        using var probe = Probe($"127.0.0.1:{port}");
        await probe.RunAsync(TestContext.Current.CancellationToken);

        var answer = Assert.IsType<SupervisorEvent.BrokerProbed>(Assert.Single(_published));
        Assert.Equal(
            (false, $"127.0.0.1:{port} cannot be reached: Connection refused"),
            (answer.IsReachable, answer.Detail)
        );
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_not()
    {
        _broker.Stop();
        _broker.Start(0);
        using var only = new TcpClient(); // takes the one place in the queue: whoever comes now is left to wait
        await only.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        var target = $"127.0.0.1:{Port}";
        using var probe = new BrokerProbe("main", () => target, new FastTime(50), _published.Add, NullLogger.Instance);

        await probe.RunAsync(TestContext.Current.CancellationToken);

        var answer = Assert.IsType<SupervisorEvent.BrokerProbed>(Assert.Single(_published));
        Assert.Equal((false, $"{target} cannot be reached: no answer within 5 s"), (answer.IsReachable, answer.Detail));
    }

    [Fact]
    public async Task A_name_without_an_address_is_not()
    {
        using var probe = Probe($"{new string('x', 300)}:4001");
        await probe.RunAsync(TestContext.Current.CancellationToken);

        var answer = Assert.IsType<SupervisorEvent.BrokerProbed>(Assert.Single(_published));
        Assert.False(answer.IsReachable);
    }

    [Fact]
    public async Task The_last_answer_counts_for_half_a_minute()
    {
        using var probe = Probe($"127.0.0.1:{Port}");
        await probe.RunAsync(TestContext.Current.CancellationToken);
        _broker.Stop();

        _time.Advance(TimeSpan.FromSeconds(29));
        await probe.RunAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(1));
        await probe.RunAsync(TestContext.Current.CancellationToken);

        var answers = _published.Cast<SupervisorEvent.BrokerProbed>().ToList();
        Assert.Equal([true, true, false], answers.Select(answer => answer.IsReachable));
        Assert.Equal(Some.Instant.AddSeconds(29), answers[1].At);
    }

    [Fact]
    public async Task While_one_is_under_way_asking_again_changes_nothing()
    {
        using var probe = Probe($"127.0.0.1:{Port}");
        var first = probe.RunAsync(TestContext.Current.CancellationToken);
        var second = probe.RunAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(first, second);

        Assert.InRange(_published.Count, 1, 2); // two when the first was over at once
        Assert.True(_broker.Pending());
        using var only = await _broker.AcceptSocketAsync(TestContext.Current.CancellationToken);
        Assert.False(_broker.Pending());
    }

    [Fact]
    public async Task Without_a_host_nothing_is_asked_and_nothing_said()
    {
        using var probe = Probe("");
        await probe.RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_published);
    }

    private int Port => ((IPEndPoint)_broker.LocalEndpoint).Port;

    private BrokerProbe Probe(string target) => new("main", () => target, _time, _published.Add, NullLogger.Instance);
}
