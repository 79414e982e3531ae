using System.Net;
using System.Net.Sockets;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class CommandPortTests : IAsyncDisposable
{
    private const int Deadline = 20_000;

    private readonly ListeningCommandPort _port = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _port.DisposeAsync();

    [Fact(Timeout = Deadline)]
    public async Task A_busy_port_is_logged_and_done_without()
    {
        using var other = new TcpListener(IPAddress.Loopback, _port.Number);
        other.Start();

        await _port.RunAsync("3.24.1");

        Assert.Equal(1, _port.Output.CountOf("IBC: CommandServer failed to create socket"));
        Assert.Equal(0, _port.Output.CountOf("ready to accept commands"));
    }

    [Theory(Timeout = Deadline)]
    [InlineData("127.0.0.1", "", true)]
    [InlineData("127.0.0.2", "", false)]
    [InlineData("::1", "", false)]
    [InlineData("127.0.0.2", "10.0.0.1,127.0.0.2", true)]
    // what stands there is not trimmed
    [InlineData("127.0.0.2", "10.0.0.1, 127.0.0.2", false)]
    public async Task A_stranger_is_closed_without_a_byte(string from, string controlFrom, bool isHeard)
    {
        _port.Ini["BindAddress"] = "";
        _port.Ini["ControlFrom"] = controlFrom;
        _port.Ini["SuppressInfoMessages"] = "no";

        var received = await _port.ConverseAsync(isHeard ? "EXIT\n" : "", Token, from: from);

        Assert.Equal(isHeard ? "INFO IBC Command Server\nOK Goodbye\n" : "", received);
    }

    [Fact(Timeout = Deadline)]
    public async Task The_address_it_is_bound_to_is_heard()
    {
        const string Bound = "127.0.0.3";
        _port.Ini["BindAddress"] = Bound;

        Assert.Equal("OK Goodbye\n", await _port.ConverseAsync("EXIT\n", Token, from: Bound, to: Bound));
    }
}
