using System.Net.Sockets;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class ApiPortTests : IAsyncDisposable
{
    private const int Deadline = 20_000;

    private readonly SimApi _api = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory(Timeout = Deadline)]
    [InlineData(157, 157)]
    [InlineData(176, 176)]
    [InlineData(200, 193)]
    public async Task A_session_becomes_ready_at_the_highest_common_version(int maxVersion, int agreed)
    {
        using var client = await TwsClient.ConnectAsync(_api.Port, Token, maxVersion: maxVersion);

        await client.BecomeReadyAsync(Token);

        Assert.Equal(agreed, client.Session.Version.Number);
        Assert.Equal("DU1234567", client.Session.Accounts);
    }

    [Fact(Timeout = Deadline)]
    public async Task Farm_notices_follow_the_bootstrap_in_the_layout_of_the_version()
    {
        using var client = await TwsClient.ConnectAsync(_api.Port, Token);

        await client.BecomeReadyAsync(Token);

        foreach (var code in (int[])[2104, 2106, 2158])
            Assert.Equal(code, (int)(await client.NextAsync<TwsEvent.Noticed>(Token)).Notice.Code);
    }

    [Fact(Timeout = Deadline)]
    public async Task The_time_is_told_but_not_twice_within_a_second()
    {
        using var client = await _api.ReadyClientAsync();
        client.Session.RequestTime();
        client.Session.RequestTime();
        await client.SendAsync(Token);

        var told = await client.NextAsync<TwsEvent.TimeTold>(Token);
        Assert.InRange(DateTimeOffset.UtcNow - told.Time, TimeSpan.Zero, TimeSpan.FromSeconds(Deadline));

        // the second answer would come before the notice, had it been given
        _api.Set("upstream", "lost");
        var next = Assert.IsType<TwsEvent.Noticed>(await client.NextAsync(Token));
        Assert.Equal(TwsErrorCode.UpstreamLost, next.Notice.Code);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_client_id_is_taken_until_its_session_ends()
    {
        using var first = await _api.ReadyClientAsync();
        using var second = await TwsClient.ConnectAsync(_api.Port, Token);

        await second.NoticeAsync(TwsErrorCode.ClientIdInUse, Token);
        Assert.Null(await second.NextAsync(Token));

        first.Dispose();
        using var third = await FirstReadyClientAsync();
        Assert.Equal(TwsStage.Ready, third.Session.Stage);
    }

    [Fact(Timeout = Deadline)]
    public async Task There_are_32_places()
    {
        var clients = new List<TwsClient>();
        try
        {
            for (var i = 0; i < 32; i++)
            {
                clients.Add(await TwsClient.ConnectAsync(_api.Port, Token, clientId: i));
                await clients[i].BecomeReadyAsync(Token);
            }

            await AssertClosedAsync();
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact(Timeout = Deadline)]
    public async Task No_place_at_all_is_a_close_without_a_byte_until_one_is_free()
    {
        _api.Set("client_slots", "0");
        await AssertClosedAsync();

        _api.Set("client_slots", "1");
        using var client = await _api.ReadyClientAsync();
        await AssertClosedAsync();
    }

    [Fact(Timeout = Deadline)]
    public async Task A_lost_broker_is_repeated_and_its_return_told_once()
    {
        _api.Set("upstream_repeat_ms", "1");
        using var client = await _api.ReadyClientAsync();

        _api.Set("upstream", "lost");
        await client.NoticeAsync(TwsErrorCode.UpstreamLost, Token);
        await client.NoticeAsync(TwsErrorCode.UpstreamLost, Token);
        Assert.NotNull(client.Session.UpstreamLost);

        _api.Set("upstream", "restored");
        await client.NoticeAsync(TwsErrorCode.UpstreamRestored, Token);
        Assert.Null(client.Session.UpstreamLost);
    }

    [Fact(Timeout = Deadline)]
    public async Task Silence_falls_on_held_and_new_sessions_and_ends()
    {
        using var held = await _api.ReadyClientAsync();
        _api.Set("api", "silent");
        held.Session.RequestTime();
        await held.SendAsync(Token);
        using var late = await TwsClient.ConnectAsync(_api.Port, Token, clientId: 2);
        var answer = held.NextAsync<TwsEvent.TimeTold>(Token);
        var hello = late.NextAsync(Token);

        _api.Set("server_version", "170"); // only an answer after it can know
        Assert.False(answer.IsCompleted);
        _api.Set("api", "answer");

        await answer;
        Assert.Equal(170, Assert.IsType<TwsEvent.VersionAgreed>(await hello).Hello.Version);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_closing_port_ends_held_sessions_and_gives_new_ones_no_byte()
    {
        using var held = await _api.ReadyClientAsync();

        _api.Set("api", "close");

        await held.UntilClosedAsync(Token);
        await AssertClosedAsync();
    }

    [Fact(Timeout = Deadline)]
    public async Task A_refusing_port_is_shut_and_opens_again()
    {
        using var held = await _api.ReadyClientAsync();

        _api.Set("api", "refuse");
        await held.UntilClosedAsync(Token);
        await AssertRefusedAsync();

        _api.Set("api", "answer");
        using var client = await TwsClient.ConnectWhenOpenAsync(_api.Port, Token);
        await client.BecomeReadyAsync(Token);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("reject-326", true)]
    [InlineData("reject-close", false)]
    public async Task A_rejection_ends_the_session_after_its_start(string mode, bool isExplained)
    {
        _api.Set("api", mode);
        using var client = await TwsClient.ConnectAsync(_api.Port, Token);

        await client.UntilClosedAsync(Token);

        Assert.Equal(TwsStage.StartApi, client.Session.Stage);
        Assert.Equal(isExplained, client.Session.ClientIdInUse);
    }

    [Fact(Timeout = Deadline)]
    public async Task Garbage_is_no_gateway()
    {
        _api.Set("api", "garbage");
        using var client = await TwsClient.ConnectAsync(_api.Port, Token);

        var error = await Assert.ThrowsAsync<TwsProtocolException>(() => client.NextAsync(Token));

        Assert.Equal(TwsProblem.NotTws, error.Problem);
    }

    [Fact(Timeout = Deadline)]
    public async Task An_open_port_is_silent_until_the_login_is_complete()
    {
        _api.Life.Enter(GatewayStage.LoginWindow);
        await AssertRefusedAsync();
        _api.Set("api", "open");
        using var client = await TwsClient.ConnectWhenOpenAsync(_api.Port, Token);
        var ready = client.BecomeReadyAsync(Token);

        Assert.False(ready.IsCompleted);
        _api.Life.Enter(GatewayStage.LoggedIn);

        await ready;
    }

    [Fact(Timeout = Deadline)]
    public async Task A_client_that_speaks_something_else_is_dropped()
    {
        (await TwsClient.ConnectWhenOpenAsync(_api.Port, Token)).Dispose();
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", _api.Port, Token);
        await socket.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Token);

        Assert.Equal(0, await ReadToEndAsync(socket));
        using var client = await _api.ReadyClientAsync();
    }

    /// <summary>
    /// A ready session under the usual id, as soon as the server has noticed that the last one ended.
    /// </summary>
    private async Task<TwsClient> FirstReadyClientAsync()
    {
        while (true)
        {
            var client = await TwsClient.ConnectAsync(_api.Port, Token);
            while (client.Session.Stage != TwsStage.Ready && await client.NextAsync(Token) is not null)
                continue;

            if (client.Session.Stage == TwsStage.Ready)
                return client;

            client.Dispose();
        }
    }

    private async Task AssertClosedAsync()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", _api.Port, Token);
        Assert.Equal(0, await ReadToEndAsync(socket));
    }

    private async Task AssertRefusedAsync()
    {
        while (true)
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync("127.0.0.1", _api.Port, Token);
                await Task.Delay(TimeSpan.FromMilliseconds(5), Token);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // The port was being closed: not refused yet.
            }
    }

    private static async Task<int> ReadToEndAsync(TcpClient socket)
    {
        try
        {
            return await socket.GetStream().ReadAsync(new byte[1], Token);
        }
        catch (IOException)
        {
            return 0; // reset: it was closed with our bytes unread
        }
    }
}
