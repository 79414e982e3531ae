using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IbkrAgent.Control;

/// <summary>The daemon's side of the control interface: HTTP and JSON on a Unix socket.</summary>
/// <remarks>
/// Kestrel alone, without the web application around it: no routing, no configuration files, nothing to start twice.
/// </remarks>
public sealed class ControlServer : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly KestrelServer _server;
    private readonly ControlApplication _application;

    public ControlServer(
        ControlSocket socket,
        IGatewayDesk desk,
        string version,
        TimeProvider time,
        ILoggerFactory loggers
    )
    {
        var transport = new SocketTransportOptions { CreateBoundListenSocket = _ => socket.Bind() };
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        options.Limits.MaxConcurrentConnections = 64;
        options.Limits.MaxRequestBodySize = 4096;
        options.Limits.MaxRequestHeadersTotalSize = 8192;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        options.ListenUnixSocket(socket.Path, listen => listen.Protocols = HttpProtocols.Http1);
        _server = new(Options.Create(options), new SocketTransportFactory(Options.Create(transport), loggers), loggers);
        _application = new(desk, version, time, loggers.CreateLogger("IbkrAgent.Control"), _stopping.Token);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(_application, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        _server.Dispose();
        _stopping.Dispose();
    }
}
