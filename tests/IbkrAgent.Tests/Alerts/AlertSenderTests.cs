using System.Threading.Channels;
using IbkrAgent.Alerts;
using IbkrAgent.Logging;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Alerts;

public sealed class AlertSenderTests
{
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
    private static Task<List<string>> RunAsync(FakeChannel channel, int expected) => RunAsync([channel], expected);

    private static async Task<List<string>> RunAsync(IReadOnlyList<IAlertChannel> channels, int expected)
    {
        var written = Channel.CreateUnbounded<string>();
        await using var output = new LogOutput(journalStream: null, line => written.Writer.TryWrite(line));
        using var loggers = LoggerFactory.Create(logging => logging.AddAgentLog(output));
        using var sender = new AlertSender(channels, TimeProvider.System, loggers.CreateLogger<AlertSender>());
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

        public List<string> Sent { get; } = [];

        public Task<AlertDelivery> SendAsync(Alert alert, CancellationToken cancellationToken)
        {
            Sent.Add(alert.Code);
            return Task.FromResult(deliveries[Sent.Count - 1]);
        }
    }
}
