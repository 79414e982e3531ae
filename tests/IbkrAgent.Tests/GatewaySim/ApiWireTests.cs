using System.Net.Sockets;
using System.Text;
using IbkrAgent.GatewaySim.Api;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class ApiWireTests : IAsyncDisposable
{
    private const int Deadline = 20_000;

    private readonly SimApi _api = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("whole", "ab,cd")]
    [InlineData("bytes", "a,b,c,d")]
    [InlineData("joined", "abcd")]
    public void An_answer_is_written_frame_by_frame_byte_by_byte_or_at_once(string writes, string expected)
    {
        Assert.True(ChoiceText.TryParse<WriteMode>(writes, out var mode));

        var parts = ApiStream.Split(["ab"u8.ToArray(), "cd"u8.ToArray()], mode);

        Assert.Equal(expected, string.Join(',', parts.Select(part => Encoding.ASCII.GetString(part.Span))));
    }

    [Theory(Timeout = Deadline)]
    [InlineData("bytes")]
    [InlineData("joined")]
    public async Task Packets_change_nothing_of_what_is_said(string writes)
    {
        _api.Set("writes", writes);
        _api.Set("positions", "3");
        using var client = await _api.WireClientAsync();

        await client.AskAsync("61|1|");

        Assert.Equal(4, (await client.UntilAsync("62|1|")).Count);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_message_nobody_knows_comes_before_each_answer_and_is_skipped()
    {
        _api.Set("fault", "unknown-messages");
        using var client = await _api.ReadyClientAsync();

        client.Session.RequestTime();
        await client.SendAsync(Token);
        await client.NextAsync<TwsEvent.TimeTold>(Token);

        Assert.Equal(2, client.Session.SkippedMessages);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("zero-length", "a frame of 0 bytes")]
    [InlineData("oversize", "a frame of 16777216 bytes")]
    public async Task A_frame_without_a_possible_length_ends_a_session_that_was_ready(string fault, string problem)
    {
        using var client = await _api.ReadyClientAsync();
        _api.Set("fault", fault);
        client.Session.RequestTime();
        await client.SendAsync(Token);

        var error = await Assert.ThrowsAsync<TwsProtocolException>(() => client.NextAsync<TwsEvent.TimeTold>(Token));

        Assert.Equal(TwsProblem.BadFrame, error.Problem);
        Assert.StartsWith(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = Deadline)]
    [InlineData(151)]
    [InlineData(176)]
    public async Task Text_that_is_no_UTF_8_is_still_a_notice(int version)
    {
        _api.Set("fault", "bad-text");
        using var client = await WireClient.ConnectAsync(_api.Port, version);

        await client.UntilAsync("|2104|Market data farm connection is OK:z\uFFFDrich|");
        await client.UntilAsync("|2158|");
    }

    [Fact(Timeout = Deadline)]
    public async Task A_reset_comes_in_the_middle_of_a_frame()
    {
        using var client = await _api.WireClientAsync();
        _api.Set("fault", "reset");
        await client.AskAsync("61|1|");

        var error = await Assert.ThrowsAsync<IOException>(client.NextAsync);

        var cause = Assert.IsType<SocketException>(error.InnerException);
        Assert.Equal(SocketError.ConnectionReset, cause.SocketErrorCode);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_half_open_session_is_dead_without_a_FIN_and_keeps_its_id()
    {
        using var held = await _api.WireClientAsync();
        _api.Set("api", "half-open");
        await held.AskAsync("8|1|1|");
        held.Socket.Shutdown(SocketShutdown.Send);
        var dead = held.NextAsync();

        using (var same = await WireClient.ConnectAsync(_api.Port))
            await same.UntilAsync("|326|");

        _api.Set("api", "answer");
        using (var same = await WireClient.ConnectAsync(_api.Port))
            await same.UntilAsync("|326|");

        using var other = await _api.WireClientAsync(clientId: 8);
        Assert.Empty(await other.RestAsync());
        Assert.False(dead.IsCompleted);

        _api.Set("api", "close");
        await Task.WhenAny(dead);
    }
}
