using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace IbkrAgent.Tests.Control;

public sealed class ControlServerTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_comes_back_as_it_was()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var reply = fixture.Client.Status(Timeout);
        var status = Assert.IsType<ControlReply<StatusDocument>.Answered>(reply).Value;
        Assert.Equal((1, "1.2.3"), (status.Schema, status.Version));
        Assert.Equal(fixture.Desk.Reports, status.Gateways);
    }

    [Fact]
    public async Task Session_and_accounts_come_back_as_they_were()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var report = Some.Report(Verdict.Ready) with { Session = Some.Session, Account = Some.Account };
        fixture.Desk.Reports = [report];
        var reply = fixture.Client.Status(Timeout);
        var read = Assert.Single(Assert.IsType<ControlReply<StatusDocument>.Answered>(reply).Value.Gateways);
        Assert.Equal(report.Session, read.Session);
        Assert.Equal(Some.Account.Positions, read.Account!.Positions);
        Assert.Equal(Some.Account.Orders, read.Account.Orders);
        Assert.Equal(Some.Account.Balances, read.Account.Balances);
    }

    [Fact]
    public async Task Anything_that_speaks_http_can_ask()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var answer = await SendAsync(fixture, "GET /v1/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("\"verdict\":\"Ready\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"since\":\"2026-11-20T09:00:00.000Z\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("isKnown", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Ready, false, false, 0)]
    [InlineData(Verdict.Degraded, false, false, 0)]
    [InlineData(Verdict.Degraded, false, true, 6)]
    [InlineData(Verdict.Stopped, false, false, 0)]
    [InlineData(Verdict.Stopped, true, true, 7)]
    [InlineData(Verdict.SessionConflict, false, false, 3)]
    [InlineData(Verdict.WrongAccount, false, false, 8)]
    public async Task The_health_is_judged_by_what_is_asked_for(
        Verdict verdict,
        bool requireReady,
        bool strict,
        int expected
    )
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Reports = [Some.Report(verdict) with { OnPurpose = true }];
        var demand = new HealthDemand(requireReady, strict);
        var line = fixture.Client.Health(InstanceName.Main, demand, json: false, Timeout);
        var document = fixture.Client.Health(InstanceName.Main, demand, json: true, Timeout);

        Assert.Equal(
            new(expected, $"main: {verdict}: it was seen"),
            Assert.IsType<ControlReply<HealthAnswer>.Answered>(line).Value
        );
        var answer = Assert.IsType<ControlReply<HealthAnswer>.Answered>(document).Value;
        var health = JsonSerializer.Deserialize(answer.Text, ControlJson.Default.HealthDocument)!;
        Assert.Equal((expected, expected, verdict), (answer.Status, health.Status, health.Verdict));
    }

    [Fact]
    public async Task A_restart_reaches_the_desk_with_who_asked_and_why()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var reply = fixture.Client.Act(InstanceName.Main, "restart", new("after the upgrade"), Timeout);
        Assert.Equal(fixture.Desk.Answer, Assert.IsType<ControlReply<OperatorAnswer>.Answered>(reply).Value);
        var (gateway, peer, wish) = Assert.Single(fixture.Desk.Asked);
        Assert.Equal(("main", new OperatorWish.Restart("after the upgrade", Force: false, For: null)), (gateway, wish));
        Assert.Equal(Environment.ProcessId, peer.ProcessId);
    }

    [Fact]
    public async Task An_ack_that_is_refused_says_why()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Answer = new(75, "nothing is latched");
        var reply = fixture.Client.Act(InstanceName.Main, "ack", new(), Timeout);
        Assert.Equal(fixture.Desk.Answer, Assert.IsType<ControlReply<OperatorAnswer>.Refused>(reply).Answer);
    }

    public static TheoryData<string, WishRequest, OperatorWish> Wishes =>
        new()
        {
            {
                "restart",
                new("x", Force: true, For: "1h"),
                new OperatorWish.Restart("x", Force: true, TimeSpan.FromHours(1))
            },
            { "restart", new("due", Scheduled: true), new OperatorWish.ScheduledRestart("due") },
            { "start", new(), new OperatorWish.Start(null, Force: false, For: null) },
            { "stop", new("x", Force: true), new OperatorWish.Stop("x", Force: true, For: null) },
            { "hold", new("x", For: "30min"), new OperatorWish.Hold("x", TimeSpan.FromMinutes(30)) },
            { "resume", new(), new OperatorWish.Resume() },
            { "ack", new(), new OperatorWish.Acknowledge() },
            { "reset-counters", new(), new OperatorWish.ResetCounters() },
        };

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task Every_wish_reaches_the_desk_as_it_was_said(string action, WishRequest request, OperatorWish wish)
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Client.Act(InstanceName.Main, action, request, Timeout);
        Assert.Equal(wish, Assert.Single(fixture.Desk.Asked).Wish);
    }

    [Theory]
    [InlineData("GET /v1/nothing", "", 404, "there is nothing at /v1/nothing")]
    [InlineData("GET /v1/gateways/paper/health", "", 404, "there is: main")]
    [InlineData("POST /v1/gateways/main/health", "", 405, "answers GET only")]
    [InlineData("GET /v1/gateways/main/health?srtict", "", 400, "srtict is neither require-ready nor strict")]
    [InlineData("GET /v1/gateways/main/health?strict=no", "", 400, "strict is neither")]
    [InlineData("GET /v1/gateways/main/restart", "", 405, "answers POST only")]
    [InlineData("POST /v1/status", "", 405, "answers GET only")]
    [InlineData("POST /v1/gateways/paper/restart", "", 404, "there is: main")]
    [InlineData("POST /v1/gateways/..%2f/ack", "", 404, "there is: main")]
    [InlineData("POST /v1/gateways/main/restart", "{", 400, "the request body is not as expected")]
    [InlineData("POST /v1/gateways/main/restart", "{\"raeson\":\"x\"}", 400, "raeson")]
    [InlineData("POST /v1/gateways/main/restart", "{\"reason\":\"a\\nb\"}", 400, "the reason is not one line")]
    [InlineData("POST /v1/gateways/main/restart", "{\"for\":\"1h\"}", 400, "only when restart is forced")]
    [InlineData("POST /v1/gateways/main/hold", "{\"for\":\"tomorrow\"}", 400, "is not a duration of up to")]
    [InlineData("POST /v1/gateways/main/hold", "{\"for\":\"31d\"}", 400, "of up to 30d")]
    [InlineData("POST /v1/gateways/main/hold", "{\"force\":true}", 400, "hold cannot be forced")]
    [InlineData("POST /v1/gateways/main/ack", "{\"reason\":\"x\"}", 400, "ack takes neither")]
    [InlineData("POST /v1/gateways/main/start", "{\"scheduled\":true}", 400, "start is never scheduled")]
    [InlineData("POST /v1/gateways/main/restart", "{\"scheduled\":true,\"force\":true}", 400, "is not forced")]
    [InlineData("PUT /v1/gateways/main/restart-check", "", 405, "answers GET only")]
    [InlineData("POST /v1/gateways/paper/restart-check", "", 404, "there is: main")]
    [InlineData("GET /v1/gateways/main/inhibitors", "", 405, "answers POST only")]
    [InlineData("POST /v1/gateways/main/inhibitors", "", 400, "who inhibits is not said")]
    [InlineData("POST /v1/gateways/main/inhibitors", "{\"who\":\"bot\"}", 400, "why is not said")]
    [InlineData("POST /v1/gateways/main/inhibitors", "{\"who\":\"bot\",\"wy\":\"x\"}", 400, "wy")]
    [InlineData("POST /v1/gateways/paper/inhibitors", "{\"who\":\"a\",\"why\":\"b\"}", 404, "there is: main")]
    [InlineData("POST /v1/gateways/main/inhibitors/3", "", 405, "answers DELETE only")]
    [InlineData("DELETE /v1/gateways/main/inhibitors/3", "", 404, "inhibitor 3 of main does not stand")]
    [InlineData("DELETE /v1/gateways/main/inhibitors/-3", "", 404, "there is nothing at")]
    [InlineData("DELETE /v1/gateways/paper/inhibitors/3", "", 404, "there is: main")]
    [InlineData("POST /v1/gateways/main/inhibitors/3/renew", "", 404, "inhibitor 3 of main does not stand")]
    [InlineData("POST /v1/gateways/main/inhibitors/3/renew", "{\"for\":\"31d\"}", 400, "of 1s to 30d")]
    [InlineData("POST /v1/gateways/main/inhibitors/3/renew", "{\"who\":\"me\"}", 400, "neither who nor why")]
    [InlineData("POST /v1/gateways/main/inhibitors/3/keep", "", 404, "there is nothing at")]
    public async Task Bad_requests_get_an_error_and_do_nothing(string request, string body, int status, string message)
    {
        await using var fixture = await ControlFixture.StartAsync();
        var answer = await SendAsync(fixture, Post(request, body));
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\"exitStatus\":64", answer, StringComparison.Ordinal);
        Assert.Contains(message, answer, StringComparison.Ordinal);
        Assert.Empty(fixture.Desk.Asked);
        Assert.Equal(InhibitorBook.Empty, fixture.Desk.Inhibitors);
    }

    [Fact]
    public async Task Inhibitors_are_taken_renewed_and_released_by_anything_that_speaks_http()
    {
        await using var fixture = await ControlFixture.StartAsync();
        const string Path = "/v1/gateways/-/inhibitors";

        var taken = await SendAsync(fixture, Post($"POST {Path}", "{\"who\":\"bot\",\"why\":\"closing\"}"));
        Assert.StartsWith("HTTP/1.1 200 ", taken, StringComparison.Ordinal);
        Assert.Contains(
            "{\"gateway\":\"main\",\"id\":1,\"who\":\"bot\",\"why\":\"closing\","
                + "\"since\":\"2026-11-20T09:00:00.000Z\",\"until\":\"2026-11-20T09:30:00.000Z\",\"by\":\"uid ",
            taken,
            StringComparison.Ordinal
        );

        var renewed = await SendAsync(fixture, Post($"POST {Path}/1/renew", "{\"for\":\"2h\"}"));
        Assert.Contains("\"until\":\"2026-11-20T11:00:00.000Z\"", renewed, StringComparison.Ordinal);

        var released = await SendAsync(fixture, Post($"DELETE {Path}/1", ""));
        Assert.Contains("\"id\":1,", released, StringComparison.Ordinal);
        Assert.Equal(["take main", "renew main 1 02:00:00", "release main 1"], fixture.Desk.InhibitorCalls);
        Assert.Empty(fixture.Desk.Inhibitors.Inhibitors);
    }

    [Fact]
    public async Task Too_many_inhibitors_are_refused()
    {
        await using var fixture = await ControlFixture.StartAsync();
        for (var i = 0; i < InhibitorBook.Most; i++)
            fixture.Desk.Inhibitors = fixture.Desk.Inhibitors.Take(new("a", "b", Timeout), "c", Some.Instant)!;

        var reply = fixture.Client.Inhibit(InstanceName.Main, new("bot", "closing"), Timeout);

        Assert.Equal(
            new(75, "there are 64 inhibitors; release one, or wait for its end"),
            Assert.IsType<ControlReply<InhibitorDocument>.Refused>(reply).Answer
        );
    }

    [Fact]
    public async Task The_settings_are_read_again_for_whoever_asks_and_mistakes_come_back_a_line_each()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Answer = new(78, "first\nsecond");
        var terminal = new TestTerminal();

        Assert.Equal(ExitCode.Configuration, ReloadCommand.Run(terminal.Terminal, fixture.Client));

        Assert.Equal("ibkr-agent: first\nibkr-agent: second\n", terminal.Error);
        Assert.Equal(Environment.ProcessId, Assert.Single(fixture.Desk.Reloads).ProcessId);
    }

    /// <summary>What the channels answered is the answer, also when one of them did not take it.</summary>
    [Theory]
    [InlineData(null, "tested all")]
    [InlineData("discord", "tested discord")]
    public async Task A_test_of_the_alerts_answers_with_what_the_channels_said(string? channel, string said)
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Answer = new(1, "");
        var terminal = new TestTerminal();

        var status = terminal.Terminal.Show(fixture.Client.TestAlert(channel, TimeSpan.FromSeconds(20)));

        Assert.Equal((ExitCode.Failure, said + "\n"), (status, terminal.Out));
    }

    [Fact]
    public async Task A_large_body_is_refused()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var answer = await SendAsync(fixture, Post("POST /v1/gateways/main/restart", new string(' ', 5000)));
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Empty(fixture.Desk.Asked);
    }

    [Fact]
    public async Task A_wish_is_carried_out_even_if_the_one_who_asked_goes_away()
    {
        await using var fixture = await ControlFixture.StartAsync();
        fixture.Desk.Gate = new();
        var reply = fixture.Client.Act(InstanceName.Main, "restart", new(), TimeSpan.FromMilliseconds(300));
        Assert.IsType<ControlReply<OperatorAnswer>.NoAnswer>(reply);
        fixture.Desk.Gate.SetResult();
        Assert.Single(fixture.Desk.Asked);
    }

    [Fact]
    public async Task The_socket_is_for_owner_and_group_only()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var expected =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        Assert.Equal(expected, File.GetUnixFileMode(fixture.Path));
    }

    [Fact]
    public async Task A_socket_that_a_killed_daemon_left_is_replaced()
    {
        await using var fixture = new ControlFixture();
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(fixture.Path));
            File.Move(fixture.Path, fixture.Path + ".kept");
        }

        File.Move(fixture.Path + ".kept", fixture.Path);
        using var server = Server(fixture.Path);
        await server.StartAsync(Token);
        Assert.IsType<ControlReply<StatusDocument>.Answered>(fixture.Client.Status(Timeout));
        await server.StopAsync(Token);
    }

    [Fact]
    public async Task A_daemon_that_answers_is_not_pushed_aside()
    {
        await using var fixture = await ControlFixture.StartAsync();
        using var second = Server(fixture.Path);
        var exception = await Assert.ThrowsAsync<ControlSocketException>(() => second.StartAsync(Token));
        Assert.EndsWith("another ibkr-agent answers there", exception.Message, StringComparison.Ordinal);
        Assert.IsType<ControlReply<StatusDocument>.Answered>(fixture.Client.Status(Timeout));
    }

    private static ControlServer Server(string path) =>
        new(new(path), new ControlFixture.FakeDesk(), "1", TimeProvider.System, NullLoggerFactory.Instance);

    private static string Post(string request, string body) =>
        $"{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static async Task<string> SendAsync(ControlFixture fixture, string request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(fixture.Path), Token);
        using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }
}
