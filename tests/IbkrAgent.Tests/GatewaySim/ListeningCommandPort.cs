using System.Net;
using System.Net.Sockets;
using System.Text;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

/// <summary>A command port without its process, and what a client says to it.</summary>
internal sealed class ListeningCommandPort : IAsyncDisposable
{
    private readonly TemporaryDirectory _settings = new();
    private readonly CancellationTokenSource _ending = new();
    private Task? _running;

    public ListeningCommandPort() => Ini["CommandServerPort"] = $"{Number}";

    public int Number { get; } = FreePort.Take();

    public Dictionary<string, string> Ini { get; } = new() { ["BindAddress"] = "127.0.0.1" };

    public RecordedOutput Output { get; } = new();

    public GatewayLife Life { get; } = new(Scenario.Default.With(["stop_delay_ms=0", "restart_delay_ms=0"]));

    public RestartFiles Files => new(_settings.Path, "0123abcd");

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        if (_running is not null)
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        _ending.Dispose();
        await Output.DisposeAsync();
        _settings.Dispose();
    }

    /// <summary>Says it, and returns what came back until the end of the connection.</summary>
    public async Task<string> ConverseAsync(
        string text,
        CancellationToken cancellationToken,
        string version = "3.24.1",
        string from = "127.0.0.1",
        string? to = null
    )
    {
        _running ??= RunAsync(version);
        var peer = IPAddress.Parse(from);
        var loopback = peer.AddressFamily == AddressFamily.InterNetwork ? "127.0.0.1" : "::1";
        using var client = new TcpClient(new IPEndPoint(peer, 0));
        await client.ConnectAsync(IPAddress.Parse(to ?? loopback), Number, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Listens; ends by itself only when it cannot.</summary>
    public Task RunAsync(string version)
    {
        var settings = new ControllerSettings(Ini, new("", "", "", null, "", "", new(""), "paper"));
        var log = new ControllerLog(Output, TimeProvider.System);
        var exit = new GatewayExit(Life, Files, new(version), log, TimeProvider.System);
        return new CommandPort(
            settings,
            Life,
            log,
            stream => new(stream, settings, new(version), Life, exit, log, TimeProvider.System)
        ).RunAsync(_ending.Token);
    }
}
