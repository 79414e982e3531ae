using System.Collections.Concurrent;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace IbkrAgent.Tests.Control;

/// <summary>A control server of a daemon that has one gateway, and a client to it.</summary>
internal sealed class ControlFixture : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private ControlServer _server;

    public ControlFixture()
    {
        Path = System.IO.Path.Combine(_directory.Path, "control.sock");
        _server = NewServer();
        Client = new(Path, TimeProvider.System);
    }

    public string Path { get; }

    public FakeDesk Desk { get; } = new();

    public ControlClient Client { get; }

    public static async Task<ControlFixture> StartAsync()
    {
        var fixture = new ControlFixture();
        await fixture._server.StartAsync(TestContext.Current.CancellationToken);
        return fixture;
    }

    /// <summary>The daemon ends; nobody listens.</summary>
    public async Task StopAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        _server.Dispose();
    }

    /// <summary>Another daemon begins at the same place.</summary>
    public Task BeginAnewAsync()
    {
        _server = NewServer();
        return _server.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Dispose();
    }

    private ControlServer NewServer() => new(new(Path), Desk, "1.2.3", TimeProvider.System, NullLoggerFactory.Instance);

    internal sealed class FakeDesk : IGatewayDesk
    {
        public IReadOnlyList<GatewayReport> Reports { get; set; } = [Some.Report(Verdict.Ready)];

        public Task<CheckReport> PassRestartGateAsync(InstanceName gateway, CancellationToken cancellationToken) =>
            Task.FromResult(CheckRestart(gateway));

        public CheckReport CheckRestart(InstanceName gateway) =>
            RestartCheck.Of(Reports.Single(report => report.Name == gateway.ToString()), Some.Settings, Some.Instant);

        public string Complaint { get; set; } = "";

        public OperatorAnswer Answer { get; set; } = new(0, "restarted, ready after 12 s");

        public TaskCompletionSource? Gate { get; set; }

        public List<(string Gateway, Peer Peer, OperatorWish Wish)> Asked { get; } = [];

        public async Task<OperatorAnswer> AskAsync(
            InstanceName gateway,
            Peer peer,
            OperatorWish wish,
            CancellationToken cancellationToken
        )
        {
            Asked.Add((gateway.ToString(), peer, wish));
            if (Gate is { } gate)
                await gate.Task.WaitAsync(cancellationToken);
            return Answer;
        }

        public Task<OperatorAnswer> ReloadAsync(Peer peer, CancellationToken cancellationToken)
        {
            Reloads.Add(peer);
            return Task.FromResult(Answer);
        }

        public List<Peer> Reloads { get; } = [];

        public Task<OperatorAnswer> TestAlertAsync(string? channel, CancellationToken cancellationToken) =>
            Task.FromResult(Answer with { Message = $"tested {channel ?? "all"}" });

        /// <summary>Of all gateways; nothing in it expires.</summary>
        public InhibitorBook Inhibitors { get; set; } = InhibitorBook.Empty;

        public IReadOnlyList<string> InhibitorCalls => [.. _inhibitorCalls];

        public Inhibitor? Inhibit(InstanceName gateway, Peer peer, InhibitorWish wish)
        {
            _inhibitorCalls.Enqueue($"take {gateway}");
            return Change(Inhibitors.Take(wish, $"uid {peer.UserId}", Some.Instant))?.Inhibitors[^1];
        }

        public Inhibitor? Renew(InstanceName gateway, long inhibitor, TimeSpan span)
        {
            _inhibitorCalls.Enqueue($"renew {gateway} {inhibitor} {span}");
            return Change(Inhibitors.Renew(inhibitor, span, Some.Instant))?.Find(inhibitor, Some.Instant);
        }

        public Inhibitor? Release(InstanceName gateway, long inhibitor)
        {
            _inhibitorCalls.Enqueue($"release {gateway} {inhibitor}");
            var found = Inhibitors.Find(inhibitor, Some.Instant);
            Change(Inhibitors.Release(inhibitor, Some.Instant));
            return found;
        }

        private readonly ConcurrentQueue<string> _inhibitorCalls = [];

        private InhibitorBook? Change(InhibitorBook? next)
        {
            Inhibitors = next ?? Inhibitors;
            return next;
        }
    }
}
