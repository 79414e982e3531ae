using System.Net;
using System.Net.Sockets;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The controller's command server: who may connect, and one dialogue for each who does.</summary>
internal sealed class CommandPort(
    ControllerSettings settings,
    GatewayLife life,
    ControllerLog log,
    Func<Stream, CommandDialogue> converse
)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var listener =
            Socket.OSSupportsIPv6 && settings.BindAddress is null
                ? new TcpListener(IPAddress.IPv6Any, settings.CommandPort) { Server = { DualMode = true } }
                : new TcpListener(settings.BindAddress ?? IPAddress.Any, settings.CommandPort);
        if (life.Scenario.IsCommandPortBusy || !TryStart(listener))
        {
            log.WriteError("CommandServer failed to create socket: Address already in use");
            log.Write("CommandServer cannot process commands");
            return;
        }

        log.Write("CommandServer started and is ready to accept commands");
        while (true)
            _ = ServeAsync(await listener.AcceptTcpClientAsync(cancellationToken), cancellationToken);
    }

    private static bool TryStart(TcpListener listener)
    {
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var connection = client;
        try
        {
            await life.WaitUntilAsync(() => !life.IsFrozen, cancellationToken);
            if (IsTrusted(client.Client))
                await converse(client.GetStream()).RunAsync(cancellationToken);
        }
        catch (IOException)
        {
            // the client went away
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the process ends
        }
    }

    private bool IsTrusted(Socket peer)
    {
        var address = ((IPEndPoint)peer.RemoteEndPoint!).Address;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();

        return address.Equals(IPAddress.Loopback)
            || address.Equals(settings.BindAddress)
            || settings.ControlFrom.Contains(address.ToString());
    }
}
