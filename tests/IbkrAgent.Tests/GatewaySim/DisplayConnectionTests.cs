using System.Net.Sockets;
using System.Security.Cryptography;
using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class DisplayConnectionTests : IDisposable
{
    private const int Deadline = 60_000;

    /// <summary>An entry of <c>xauth add</c>: local, host "h", the display, and a cookie of three bytes.</summary>
    private const string Protocol = "MIT-MAGIC-COOKIE-1";

    private static readonly byte[] Cookie = [7, 8, 9];

    private readonly int _number = RandomNumberGenerator.GetInt32(1000, 60_000);
    private readonly TemporaryDirectory _directory = new();
    private readonly Socket _server = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string AuthorityPath => Path.Combine(_directory.Path, "xauthority");

    public void Dispose()
    {
        _server.Dispose();
        _directory.Dispose();
    }

    [Fact(Timeout = Deadline)]
    public async Task A_display_that_is_not_there_cannot_be_opened() =>
        Assert.Null(await DisplayConnection.OpenAsync($":{_number}", AuthorityPath, Token));

    [Theory(Timeout = Deadline)]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public async Task The_server_decides_whom_it_lets_in(byte answer, bool isOpen)
    {
        WriteCookie();
        var served = ServeAsync(answer);

        using var connection = await DisplayConnection.OpenAsync($":{_number}.0", AuthorityPath, Token);

        byte[] header = [(byte)'l', 0, 11, 0, 0, 0, (byte)Protocol.Length, 0, (byte)Cookie.Length, 0, 0, 0];
        var request = await served;
        Assert.Equal(header, request[..12]);
        Assert.Equal(Protocol, System.Text.Encoding.ASCII.GetString(request[12..(12 + Protocol.Length)]));
        Assert.Equal(Cookie, request[32..35]);
        Assert.Equal(isOpen, connection is not null);
    }

    [Fact(Timeout = Deadline)]
    public async Task Java_ends_with_76_without_its_display()
    {
        using var sim = new SimProcess();
        sim.Variables["DISPLAY"] = $":{_number}";

        await sim.StartAsync(Token);

        Assert.Equal(76, await sim.EndAsync(Token));
        Assert.Equal(1, sim.Output.CountOf("Exiting after error with exit code=1100"));
        Assert.Equal(0, sim.Output.CountOf("LOGGED_OUT"));
    }

    [Fact(Timeout = Deadline)]
    public async Task Java_ends_with_1_when_its_display_goes()
    {
        Listen();
        using var sim = new SimProcess();
        sim.Variables["DISPLAY"] = $":{_number}";
        await sim.StartAsync(Token);
        var client = await AnswerAsync(1);
        await sim.UntilLoggedInAsync(Token);

        client.Dispose();

        Assert.Equal(ExitStatus.Crash, await sim.EndAsync(Token));
        Assert.Equal(1, sim.Output.CountOf(SimLoop.Launch));
    }

    private void WriteCookie()
    {
        byte[] entry =
        [
            .. (byte[])[1, 0],
            .. Field("h"),
            .. Field($"{_number}"),
            .. Field(Protocol),
            0,
            (byte)Cookie.Length,
            .. Cookie,
        ];
        byte[] another = [.. (byte[])[1, 0], .. Field("h"), .. Field("1"), .. Field(Protocol), .. Field("no")];
        File.WriteAllBytes(AuthorityPath, [.. another, .. entry]);

        static byte[] Field(string text) => [0, (byte)text.Length, .. System.Text.Encoding.ASCII.GetBytes(text)];
    }

    private async Task<byte[]> ServeAsync(byte answer)
    {
        Listen();
        using var client = await _server.AcceptAsync(Token);
        return await ReadAndAnswerAsync(client, answer);
    }

    private async Task<Socket> AnswerAsync(byte answer)
    {
        var client = await _server.AcceptAsync(Token);
        await ReadAndAnswerAsync(client, answer);
        return client;
    }

    private void Listen()
    {
        _server.Bind(new UnixDomainSocketEndPoint($"\0/tmp/.X11-unix/X{_number}"));
        _server.Listen();
    }

    private static async Task<byte[]> ReadAndAnswerAsync(Socket client, byte answer)
    {
        var request = new byte[256];
        var length = await client.ReceiveAsync(request, Token);
        await client.SendAsync(new byte[] { answer, 0, 11, 0, 0, 0, 0, 0 }, Token);
        return request[..length];
    }
}
