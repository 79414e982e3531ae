using System.Net;
using System.Net.Sockets;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// A real connection with a host that stands for the broker, as a Gateway holds one while it is logged in.
/// </summary>
/// <remarks>A byte each second, so that a line that is cut shows in the kernel's table. Nothing is read.</remarks>
internal sealed class BrokerConnection(GatewayLife life, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private bool IsWanted =>
        life.IsLoginComplete
        && life.Scenario is { Broker: not null, BrokerLine: BrokerLine.AsUpstream }
        && life.Scenario.Upstream is UpstreamState.Restored or UpstreamState.RestoredDataLost;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await life.WaitUntilAsync(() => IsWanted, cancellationToken);
            using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var unwanted = life.WaitUntilAsync(() => !IsWanted, closing.Token);
            await await Task.WhenAny(unwanted, KeepAsync(life.Scenario.Broker!, closing.Token));
            await closing.CancelAsync();
        }
    }

    /// <summary>Connects anew whenever the connection ends.</summary>
    private async Task KeepAsync(IPEndPoint broker, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var socket = new Socket(broker.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(broker, cancellationToken);
                while (true)
                {
                    await socket.SendAsync(new byte[1], cancellationToken);
                    await Task.Delay(Interval, clock, cancellationToken);
                }
            }
            catch (SocketException)
            {
                await Task.Delay(Interval, clock, cancellationToken);
            }
        }
    }
}
