using System.Net.Sockets;
using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Gateway;

public sealed class ApiProbeTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly ApiTimeouts Patient = new(Long, Long, Long, Long, Long);

    [Theory]
    [InlineData(157)]
    [InlineData(163)]
    [InlineData(176)]
    public async Task A_working_gateway_is_ready(int version)
    {
        var status = await ProbeAsync(async peer =>
        {
            await peer.BeginAsync(version, "DU1,DU2,");
            await peer.ServeAsync();
        });

        Assert.Equal(new ApiStatus.Ready(version, 7971, "DU1,DU2", UpstreamLost: null, UpstreamWord.AsItBegan), status);
    }

    [Fact]
    public async Task A_lost_broker_shows_in_a_fresh_session()
    {
        var status = await ProbeAsync(async peer =>
        {
            await peer.AgreeAsync();
            await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.UpstreamLost, "Connectivity lost"));
            await peer.TakeStartApiAsync();
            await peer.BootstrapAsync();
            await peer.ServeAsync();
        });

        Assert.Equal(new ApiStatus.Ready(176, 7971, "DU1", "1100 Connectivity lost"), status);
    }

    [Fact]
    public async Task The_connection_is_half_closed_and_then_closed()
    {
        var endOfStreamSeen = new TaskCompletionSource();
        await ProbeAsync(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            await peer.StaySilentAsync();
            await peer.TellTimeAsync(); // would fail if the client had closed already
            endOfStreamSeen.SetResult();
        });

        await endOfStreamSeen.Task.WaitAsync(Long, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Nothing_on_the_port_is_refused()
    {
        var port = FreePort.Take();

        var status = await new ApiProbe(new(port, 7971, 176), Patient, TimeProvider.System).RunAsync(
            TestContext.Current.CancellationToken
        );

        Assert.Equal(new ApiStatus.Refused($"nothing listens on port {port}"), status);
    }

    [Fact]
    public async Task Silence_after_connecting_is_a_silent_handshake()
    {
        var status = await ProbeAsync(peer => peer.StaySilentAsync(), Patient with { Hello = Short });

        Assert.Equal(ApiStage.Handshake, Assert.IsType<ApiStatus.Silent>(status).Stage);
    }

    [Fact]
    public async Task A_stopped_process_is_a_silent_handshake()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listener.Listen(); // the kernel accepts, nobody else does
        var port = ((System.Net.IPEndPoint)listener.LocalEndPoint!).Port;

        var probe = new ApiProbe(new(port, 7971, 176), Patient.Within(Short), TimeProvider.System);
        var status = await probe.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ApiStage.Handshake, Assert.IsType<ApiStatus.Silent>(status).Stage);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("DU1", false)]
    public async Task Without_account_or_order_id_the_session_is_silent(string accounts, bool orderId)
    {
        var status = await ProbeAsync(
            async peer =>
            {
                await peer.AgreeAsync();
                await peer.TakeStartApiAsync();
                await peer.SendAsync(new ManagedAccounts(accounts));
                if (orderId)
                    await peer.SendAsync(new NextValidId(1));

                await peer.StaySilentAsync();
            },
            Patient with
            {
                StartApi = Short,
            }
        );

        Assert.Equal(ApiStage.StartApi, Assert.IsType<ApiStatus.Silent>(status).Stage);
    }

    [Fact]
    public async Task An_unanswered_time_is_a_silent_heartbeat()
    {
        var status = await ProbeAsync(
            async peer =>
            {
                await peer.BeginAsync();
                await peer.StaySilentAsync();
            },
            Patient with
            {
                Heartbeat = Short,
            }
        );

        Assert.Equal(ApiStage.Heartbeat, Assert.IsType<ApiStatus.Silent>(status).Stage);
    }

    [Fact]
    public async Task A_dropped_question_for_the_time_is_repeated()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.ServeAsync();
        });
        var patient = new ApiTimeouts(Longest, Longest, Longest, Longest, Longest);

        var probe = new ApiProbe(new(server.Port, 7971, 176), patient, new FastTime(20));
        var status = await probe.RunAsync(TestContext.Current.CancellationToken);

        Assert.IsType<ApiStatus.Ready>(status);
    }

    [Fact]
    public async Task A_close_without_a_byte_names_its_likely_reasons()
    {
        var rejected = await RejectedAsync(_ => Task.CompletedTask);

        Assert.StartsWith("closed without a byte: the Gateway denies access", rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_program_on_the_port_is_quoted()
    {
        var rejected = await RejectedAsync(async peer =>
        {
            await peer.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            await peer.StaySilentAsync();
        });

        Assert.StartsWith("the peer is not a Gateway, it answers 'HTTP/1.1 400", rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_beyond_ours_is_rejected_with_both_numbers()
    {
        var rejected = await RejectedAsync(peer => peer.AgreeAsync(201));

        Assert.Equal("the peer speaks version 201, the agent 157 to 176", rejected);
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_frame_is_rejected()
    {
        var rejected = await RejectedAsync(async peer =>
        {
            await peer.AgreeAsync();
            await peer.TakeStartApiAsync();
            await peer.SendAsync(Wire.Hex("00 00 00 20 | 31 35 00"));
            peer.Reset();
        });

        Assert.StartsWith("closed after START_API with client id", rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_beyond_the_limit_is_rejected_at_once()
    {
        var rejected = await RejectedAsync(async peer =>
        {
            await peer.BeginAsync();
            await peer.SendAsync(Wire.Hex("01 00 00 00"));
            await peer.StaySilentAsync();
        });

        Assert.StartsWith("a frame of 16777216 bytes is announced", rejected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_taken_client_id_leads_to_the_next(bool withNotice)
    {
        var status = await ProbeAsync(async peer =>
        {
            await peer.AgreeAsync();
            await peer.TakeStartApiAsync();
            if (peer.ClientId < 7973)
            {
                if (withNotice)
                    await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.ClientIdInUse, "already in use"));

                return;
            }

            await peer.BootstrapAsync();
            await peer.ServeAsync();
        });

        Assert.Equal(new ApiStatus.Ready(176, 7973, "DU1", UpstreamLost: null, UpstreamWord.AsItBegan), status);
    }

    [Fact]
    public async Task When_every_client_id_is_taken_it_is_rejected()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.AgreeAsync();
            await peer.TakeStartApiAsync();
            await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.ClientIdInUse, "already in use"));
            await peer.StaySilentAsync();
        });

        var status = await ProbeAsync(server, Patient);

        Assert.Equal(new ApiStatus.Rejected("client id 7973 is in use by another connection"), status);
        Assert.Equal(3, server.AcceptedCount);
    }

    private static async Task<string> RejectedAsync(Func<ScriptedPeer, Task> script) =>
        Assert.IsType<ApiStatus.Rejected>(await ProbeAsync(script)).Detail;

    private static async Task<ApiStatus> ProbeAsync(Func<ScriptedPeer, Task> script, ApiTimeouts? timeouts = null)
    {
        await using var server = new ScriptedTwsServer(script);
        return await ProbeAsync(server, timeouts ?? Patient);
    }

    private static Task<ApiStatus> ProbeAsync(ScriptedTwsServer server, ApiTimeouts timeouts) =>
        new ApiProbe(new(server.Port, 7971, 176), timeouts, TimeProvider.System).RunAsync(
            TestContext.Current.CancellationToken
        );
}
