using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Gateway;

public sealed class SilenceProofTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Three_silent_handshakes_over_the_whole_duration_prove_it()
    {
        var duration = TimeSpan.FromMilliseconds(400);
        await using var server = new ScriptedTwsServer(peer => peer.StaySilentAsync());
        var start = TimeProvider.System.GetTimestamp();

        var result = await RunAsync(server, duration);

        Assert.Equal(new SilenceProofResult.Proved(), result);
        await server.AcceptedAsync(3);
        Assert.Equal(3, server.AcceptedCount);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= duration);
    }

    [Fact]
    public async Task One_session_that_works_refutes_it_at_once()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.ServeAsync();
        });

        var result = await RunAsync(server, Long);

        var ready = new ApiStatus.Ready(176, 7977, "DU1", UpstreamLost: null, UpstreamWord.AsItBegan);
        Assert.Equal(new SilenceProofResult.Answered(ready), result);
        Assert.Equal(1, server.AcceptedCount);
    }

    /// <remarks>It may only be short of answers, as without a broker: U-2 in docs/unknowns.md.</remarks>
    [Fact]
    public async Task A_session_that_begins_and_is_not_told_the_time_refutes_it()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.StaySilentAsync();
        });

        // A quarter of it is the time of each step: enough for a machine that is busy with other tests.
        var result = await RunAsync(server, TimeSpan.FromSeconds(12));

        var silent = Assert.IsType<ApiStatus.Silent>(Assert.IsType<SilenceProofResult.Answered>(result).Status);
        Assert.Equal(ApiStage.Heartbeat, silent.Stage);
        Assert.Equal(1, server.AcceptedCount);
    }

    [Fact]
    public async Task A_session_that_is_rejected_refutes_it()
    {
        await using var server = new ScriptedTwsServer(_ => Task.CompletedTask);

        var result = await RunAsync(server, Long);

        Assert.IsType<ApiStatus.Rejected>(Assert.IsType<SilenceProofResult.Answered>(result).Status);
    }

    [Fact]
    public async Task Bytes_of_another_client_refute_it()
    {
        await using var server = new ScriptedTwsServer(peer => peer.StaySilentAsync());
        using var directory = new TemporaryDirectory();
        var queue = 0x200;
        var proof = new SilenceProof(
            new(server.Port, 7977, 176),
            new(server.Port, directory.Path),
            heldPort: () =>
            {
                var row = $"0: 0100007F:{server.Port:X4} 0100007F:9C40 01 00000000:{--queue:X8} 00:00000000";
                File.WriteAllText(Path.Combine(directory.Path, "tcp"), row);
                return 0;
            },
            TimeProvider.System
        );

        var result = await proof.RunAsync(Long, TestContext.Current.CancellationToken);

        Assert.Equal(
            new SilenceProofResult.OthersMoving("the Gateway read 1 bytes of the client on port 40000"),
            result
        );
    }

    /// <remarks>Idle clients: nothing of theirs moves.</remarks>
    [Fact]
    public async Task It_is_not_proved_when_other_clients_leave_no_place()
    {
        await using var server = new ScriptedTwsServer(peer => peer.StaySilentAsync());
        using var directory = new TemporaryDirectory();
        var rows = Enumerable
            .Range(1, 31)
            .Select(i => $"{i}: 0100007F:{server.Port:X4} 0100007F:{40000 + i:X4} 01 00000000:00000000 00:00000000");
        await File.WriteAllLinesAsync(Path.Combine(directory.Path, "tcp"), rows, TestContext.Current.CancellationToken);
        var proof = new SilenceProof(
            new(server.Port, 7977, 176),
            new(server.Port, directory.Path),
            heldPort: () => 0,
            TimeProvider.System
        );

        var result = await proof.RunAsync(Long, TestContext.Current.CancellationToken);

        Assert.Equal(new SilenceProofResult.OthersMoving("31 other clients leave us no place"), result);
    }

    [Fact]
    public async Task It_is_not_proved_when_other_clients_cannot_be_seen()
    {
        await using var server = new ScriptedTwsServer(peer => peer.StaySilentAsync());
        var proof = new SilenceProof(
            new(server.Port, 7977, 176),
            new(server.Port, "/nowhere"),
            heldPort: () => 0,
            TimeProvider.System
        );

        var result = await proof.RunAsync(Long, TestContext.Current.CancellationToken);

        var moving = Assert.IsType<SilenceProofResult.OthersMoving>(result);
        Assert.Contains("/nowhere/tcp", moving.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_called_off()
    {
        await using var server = new ScriptedTwsServer(peer => peer.StaySilentAsync());
        using var stop = new CancellationTokenSource();
        var running = Proof(server).RunAsync(Long, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static Task<SilenceProofResult> RunAsync(ScriptedTwsServer server, TimeSpan duration) =>
        Proof(server).RunAsync(duration, TestContext.Current.CancellationToken);

    private static SilenceProof Proof(ScriptedTwsServer server) =>
        new(new(server.Port, 7977, 176), new(server.Port), heldPort: () => 0, TimeProvider.System);
}
