using System.Net;
using System.Net.Sockets;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class BrokerConnectionTests
{
    private const int Deadline = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Deadline)]
    public async Task The_broker_is_connected_while_the_Gateway_is_logged_in_and_has_it()
    {
        using var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();
        var life = new GatewayLife(Scenario.Default.With("broker", $"{broker.LocalEndpoint}"));
        using var end = new CancellationTokenSource();
        var running = new BrokerConnection(life, new FastTime(100)).RunAsync(end.Token);
        Assert.False(broker.Pending());

        life.Enter(GatewayStage.LoggedIn);
        await ConnectAndLoseAsync("upstream", "lost");
        life.Apply(scenario => scenario.With("upstream", "restored"));
        await ConnectAndLoseAsync("broker_line", "absent");
        life.Apply(scenario => scenario.With("broker_line", "as-upstream"));
        (await broker.AcceptTcpClientAsync(Token)).Dispose(); // the broker closes it
        (await broker.AcceptTcpClientAsync(Token)).Dispose();

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        async Task ConnectAndLoseAsync(string key, string value)
        {
            using var connection = await broker.AcceptTcpClientAsync(Token);
            life.Apply(scenario => scenario.With(key, value));
            var buffer = new byte[100];
            while (await connection.GetStream().ReadAsync(buffer, Token) > 0)
            {
                // what it sends to show that it is there
            }
        }
    }
}
