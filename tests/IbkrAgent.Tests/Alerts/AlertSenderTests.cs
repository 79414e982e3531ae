using System.Threading.Channels;
using IbkrAgent.Alerts;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Alerts;

public sealed class AlertSenderTests
{
    private readonly Live<AgentSettings> _settings = new(new([], [], AlertSettings.Default));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_go_out_in_order_and_what_fails_is_tried_again_first()
    {
        var channel = new FakeChannel(
            new AlertDelivery.TryLater("busy", TimeSpan.FromMilliseconds(1)),
            new AlertDelivery.Delivered(),
            new AlertDelivery.Delivered()
        );
        var lines = await RunAsync(channel, expected: 3);
        Assert.Equal(["first", "first", "second"], channel.Sent);
        Assert.Equal(
            [
                "warning: main: alert first was not taken by Fake, next attempt in 00:00:00.0010000: busy",
                "main: alert first sent to Fake, incident main-1",
                "main: alert second sent to Fake, incident main-1",
            ],
            lines
        );
    }

    [Fact]
    public async Task What_is_refused_is_given_up_loudly_and_does_not_stop_the_next()
    {
        var channel = new FakeChannel(new AlertDelivery.Refused("HTTP status 404"), new AlertDelivery.Delivered());
        var lines = await RunAsync(channel, expected: 2);
        Assert.Equal(
            [
                "error: main: alert first was NOT delivered to Fake, given up: HTTP status 404; it said: title: text",
                "main: alert second sent to Fake, incident main-1",
            ],
            lines
        );
    }

    [Fact]
    public async Task A_channel_that_hangs_keeps_none_of_the_others()
    {
        var hung = new FakeChannel(
            Enumerable.Repeat<AlertDelivery>(new AlertDelivery.TryLater("busy", TimeSpan.FromDays(1)), 2).ToArray()
        );
        var well = new FakeChannel(new AlertDelivery.Delivered(), new AlertDelivery.Delivered());

        await RunAsync([hung, well], expected: 3);

        Assert.Equal(["first", "second"], well.Sent);
        Assert.Equal(["first"], hung.Sent);
    }

    /// <summary>A channel for the night: only what a human is needed for, and that it is over.</summary>
    [Fact]
    public async Task What_is_not_severe_enough_is_not_sent_and_the_all_clear_goes_to_whoever_was_alarmed()
    {
        _settings.Replace(new([], [], AlertSettings.Default with { Discord = AlertSeverity.Critical }));
        var channel = new FakeChannel(Enumerable.Repeat<AlertDelivery>(new AlertDelivery.Delivered(), 5).ToArray());
        var down = Some("gateway-down") with { Severity = AlertSeverity.Critical };
        var over = Some("recovered") with { Severity = AlertSeverity.Information };
        await using var output = new LogOutput(journalStream: null, _ => { });
        using var loggers = LoggerFactory.Create(logging => logging.AddAgentLog(output));
        using var sender = new AlertSender(
            [channel],
            _settings,
            TimeProvider.System,
            loggers.CreateLogger<AlertSender>()
        );
        await sender.StartAsync(Token);

        sender.Send(Some("degraded") with { IncidentId = "main-0" });
        sender.Send(over with { IncidentId = "main-0" });
        sender.Send(down);
        sender.Send(down with { Gateway = "b", IncidentId = "b-1" });
        sender.Send(Some("degraded"));
        sender.Send(down with { Code = "restart-overdue", IncidentId = "main-restart-1" }); // of its own, beside the other
        sender.Send(over);
        sender.Send(over);
        _settings.Replace(new([], [], AlertSettings.Default));
        sender.Send(Some("degraded"));

        await Eventually(() => channel.Sent.Count == 5);
        Assert.Equal(["gateway-down", "gateway-down", "restart-overdue", "recovered", "degraded"], channel.Sent);
        await sender.StopAsync(Token);
    }

    private static async Task Eventually(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
            await Task.Delay(10, deadline.Token);
    }

    [Fact]
    public async Task Ten_attempts_are_enough()
    {
        var busy = Enumerable.Repeat<AlertDelivery>(new AlertDelivery.TryLater("busy", TimeSpan.Zero), 10);
        var channel = new FakeChannel([.. busy, new AlertDelivery.Delivered()]);
        var lines = await RunAsync(channel, expected: 11);
        Assert.Equal(10, channel.Sent.Count(code => code == "first"));
        Assert.StartsWith("error: main: alert first was NOT delivered", lines[^2], StringComparison.Ordinal);
    }

    /// <summary>Sends two alerts, until the journal has as many lines as expected.</summary>
    private Task<List<string>> RunAsync(FakeChannel channel, int expected) => RunAsync([channel], expected);

    private async Task<List<string>> RunAsync(IReadOnlyList<IAlertChannel> channels, int expected)
    {
        var written = Channel.CreateUnbounded<string>();
        await using var output = new LogOutput(journalStream: null, line => written.Writer.TryWrite(line));
        using var loggers = LoggerFactory.Create(logging => logging.AddAgentLog(output));
        using var sender = new AlertSender(
            channels,
            _settings,
            TimeProvider.System,
            loggers.CreateLogger<AlertSender>()
        );
        sender.Send(Some("first"));
        sender.Send(Some("second"));
        await sender.StartAsync(Token);
        var lines = new List<string>();
        while (lines.Count < expected)
            lines.Add(await written.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token));

        await sender.StopAsync(Token);
        return lines;
    }

    private static Alert Some(string code) =>
        new(code, AlertSeverity.Warning, "main", "title", "text", "", DateTimeOffset.UnixEpoch, "main-1");

    private sealed class FakeChannel(params AlertDelivery[] deliveries) : IAlertChannel
    {
        public string Name => "Fake";

        public AlertSeverity LeastSeverity(AlertSettings settings) => settings.Discord;

        public List<string> Sent { get; } = [];

        public Task<AlertDelivery> SendAsync(Alert alert, CancellationToken cancellationToken)
        {
            Sent.Add(alert.Code);
            return Task.FromResult(deliveries[Sent.Count - 1]);
        }
    }
}
