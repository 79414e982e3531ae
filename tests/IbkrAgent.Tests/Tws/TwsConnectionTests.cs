using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Tws;

public sealed class TwsConnectionTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Bytes_that_come_one_by_one_make_the_same_session()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.AgreeAsync();
            await peer.TakeStartApiAsync();
            foreach (var b in Wire.Join(Wire.Frame("15,1,DU1"), Wire.Frame("9,1,1")))
                await peer.SendAsync([b]);

            await peer.StaySilentAsync();
        });
        await using var connection = await OpenAsync(server);

        Assert.IsType<TwsEvent.VersionAgreed>(await ReadAsync(connection));
        Assert.IsType<TwsEvent.BecameReady>(await ReadAsync(connection));
    }

    [Fact]
    public async Task A_wait_that_is_over_leaves_the_session_whole()
    {
        var isGoingOn = new TaskCompletionSource();
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.AgreeAsync();
            await peer.TakeStartApiAsync();
            await peer.SendAsync(Wire.Hex("00 00 00 09 | 31 35"));
            await isGoingOn.Task.WaitAsync(peer.Stop);
            await peer.SendAsync(Wire.Hex("00 31 00 44 55 31 00"), Wire.Frame("9,1,1"));
            await peer.StaySilentAsync();
        });
        await using var connection = await OpenAsync(server);
        await ReadAsync(connection);

        Assert.Null(await connection.ReadAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        isGoingOn.SetResult();

        Assert.IsType<TwsEvent.BecameReady>(await ReadAsync(connection));
    }

    [Fact]
    public async Task What_is_to_be_said_is_sent_although_the_wait_is_over_before_it_began()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.AgreeAsync();
            await peer.TakeStartApiAsync();
            await peer.BootstrapAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            await peer.StaySilentAsync();
        });
        await using var connection = await OpenAsync(server);
        await ReadAsync(connection);
        Assert.IsType<TwsEvent.BecameReady>(await ReadAsync(connection));
        connection.Session.RequestTime();

        var token = TestContext.Current.CancellationToken;
        var isOver = new CancellationToken(canceled: true);
        Assert.Null(await connection.ReadAsync(TimeSpan.Zero, token, isOver));

        TwsEvent? told;
        do told = await ReadAsync(connection);
        while (told is TwsEvent.Noticed);
        Assert.IsType<TwsEvent.TimeTold>(told);
    }

    [Fact]
    public async Task The_longest_frame_there_can_be_is_skipped_and_forgotten()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            var payload = new byte[FrameReader.MaxPayload];
            "101\0"u8.CopyTo(payload);
            await peer.AgreeAsync();
            await peer.TakeStartApiAsync();
            await peer.SendAsync(Wire.Frame(payload));
            await peer.BootstrapAsync();
            await peer.StaySilentAsync();
        });
        await using var connection = await OpenAsync(server);

        await ReadAsync(connection);

        Assert.IsType<TwsEvent.BecameReady>(await ReadAsync(connection));
        Assert.Equal(1, connection.Session.SkippedMessages);
    }

    [Fact]
    public async Task A_peer_that_floods_a_handshake_is_left_at_once()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            var flood = Wire.Frame(new byte[FrameReader.MaxPayload]);
            while (true)
                await peer.SendAsync(flood);
        });
        await using var connection = await OpenAsync(server);

        var closed = Assert.IsType<TwsEvent.Closed>(await ReadAsync(connection));

        Assert.Contains("is not a Gateway", closed.Reason, StringComparison.Ordinal);
    }

    private static Task<TwsConnection> OpenAsync(ScriptedTwsServer server) =>
        TwsConnection.OpenAsync(
            server.Port,
            new TwsSession(7971, 176),
            Long,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

    private static Task<TwsEvent?> ReadAsync(TwsConnection connection) =>
        connection.ReadAsync(Long, TestContext.Current.CancellationToken);
}
