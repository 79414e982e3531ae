using System.Net;
using System.Net.Sockets;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>
/// The API's listening socket: open while the Gateway is logged in, on all interfaces, as the real one.
/// </summary>
internal sealed class ApiPort(GatewayLife life, ApiIdentity identity, ControllerLog log, TimeProvider clock)
{
    private readonly ClientSlots _slots = new();

    private bool IsWanted =>
        (life.IsLoggedIn || life.Scenario.Api == ApiMode.Open) && life.Scenario.Api != ApiMode.Refuse;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await life.WaitUntilAsync(() => IsWanted, cancellationToken);
            using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var listener = Listen(identity.Port(life.Scenario));
            var unwanted = life.WaitUntilAsync(() => !IsWanted, closing.Token);
            await await Task.WhenAny(unwanted, listener is null ? unwanted : AcceptAsync(listener, closing.Token));
            await closing.CancelAsync();
        }
    }

    private Socket? Listen(int port)
    {
        var dual = Socket.OSSupportsIPv6 && !life.Scenario.OpensOnLoopbackOnly;
        var listener = dual
            ? new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var any = dual ? IPAddress.IPv6Any : IPAddress.Any;
            listener.Bind(new IPEndPoint(life.Scenario.OpensOnLoopbackOnly ? IPAddress.Loopback : any, port));
            listener.Listen();
            log.Write($"API socket port {port} is open");
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            log.Window("dialog", "Gateway");
            log.Write($"API socket port {port} cannot be opened: {e.Message}");
            return null;
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        while (true)
            _ = ServeAsync(await listener.AcceptAsync(cancellationToken), cancellationToken);
    }

    private async Task ServeAsync(Socket peer, CancellationToken cancellationToken)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        peer.NoDelay = true; // what is written apart travels apart
        await using var stream = new NetworkStream(peer, ownsSocket: true);
        if (!_slots.TryEnter(life.Scenario.ClientSlots))
            return;

        try
        {
            using var session = new ApiSession(stream, life, identity, _slots, clock);
            var closed = life.WaitUntilAsync(() => life.Scenario.Api == ApiMode.Close && !life.IsHung, closing.Token);
            await await Task.WhenAny(closed, session.RunAsync(closing.Token));
        }
        catch (Exception e) when (e is IOException or TwsProtocolException or OperationCanceledException)
        {
            // the client went away, does not speak the protocol, or the port closes: the Gateway does not care
        }
        finally
        {
            _slots.Leave();
            await closing.CancelAsync();
        }
    }
}
