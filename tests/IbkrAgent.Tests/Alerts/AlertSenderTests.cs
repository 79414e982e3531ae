using System.Threading.Channels;
using IbkrAgent.Alerts;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Alerts;

public sealed class AlertSenderTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly Live<AgentSettings> _settings = new(new([], [], AlertSettings.Default));

    private HostPaths Paths => new(_root.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_go_out_in_order_and_what_fails_is_tried_again_first()
    {
        var channel = new FakeChannel(
            new WebAnswer.TryLater("busy", TimeSpan.FromMilliseconds(1)),
            new WebAnswer.Taken(""),
            new WebAnswer.Taken("")
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
        var channel = new FakeChannel(new WebAnswer.Refused("HTTP status 404"), new WebAnswer.Taken(""));
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
            Enumerable.Repeat<WebAnswer>(new WebAnswer.TryLater("busy", TimeSpan.FromDays(1)), 2).ToArray()
        )
        {
            Id = "hung",
        };
        var well = new FakeChannel(new WebAnswer.Taken(""), new WebAnswer.Taken(""));

        await RunAsync([hung, well], expected: 3);

        Assert.Equal(["first", "second"], well.Sent);
        Assert.Equal(["first"], hung.Sent);
    }

    [Fact]
    public async Task What_waits_is_told_by_the_next_daemon_in_its_order()
    {
        var away = new FakeChannel(new WebAnswer.TryLater("busy", TimeSpan.FromDays(1)));
        await RunAsync(away, expected: 1);

        var back = new FakeChannel(new WebAnswer.Taken(""), new WebAnswer.Taken(""));
        var lines = await RunAsync(back, expected: 3, nothingNew: true);

        Assert.Equal(["first", "second"], back.Sent);
        Assert.Equal("2 alerts wait for Fake from before this start", lines[0]);
        Assert.Null(new OutboxFile(Paths.Outbox("fake")).Read(TimeProvider.System.GetUtcNow()).Outbox.Next);
    }

    [Fact]
    public async Task A_file_that_is_no_outbox_is_set_aside_and_said()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Paths.Outbox("fake"))!);
        await File.WriteAllTextAsync(Paths.Outbox("fake"), "{ torn", Token);
        var channel = new FakeChannel(new WebAnswer.Taken(""), new WebAnswer.Taken(""));

        var lines = await RunAsync(channel, expected: 3);

        Assert.StartsWith("error: what waited for Fake in", lines[0], StringComparison.Ordinal);
        Assert.Equal(["first", "second"], channel.Sent);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Paths.Outbox("fake"))!, "*.unusable-*"));
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_keeps_no_alert_from_being_sent()
    {
        Directory.CreateDirectory(Paths.Outbox("fake") + ".new");
        var channel = new FakeChannel(new WebAnswer.Taken(""), new WebAnswer.Taken(""));

        var lines = await RunAsync(channel, expected: 6);

        Assert.Equal(["first", "second"], channel.Sent);
        Assert.Contains(
            lines,
            line => line.StartsWith("error: what waits for Fake was not saved", StringComparison.Ordinal)
        );
    }

    /// <summary>Hours without a network are one line for each alert.</summary>
    [Fact]
    public async Task A_reason_is_said_once_however_often_it_is_tried_again()
    {
        var busy = Enumerable.Repeat<WebAnswer>(new WebAnswer.TryLater("busy", TimeSpan.Zero), 30);
        var channel = new FakeChannel([.. busy, new WebAnswer.Taken(""), new WebAnswer.Taken("")]);

        var lines = await RunAsync(channel, expected: 3);

        Assert.Equal(31, channel.Sent.Count(code => code == "first"));
        Assert.Single(lines, line => line.Contains("was not taken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_channel_gets_what_its_settings_say_at_that_moment()
    {
        var deaf = new AgentSettings([], [], AlertSettings.Default with { Discord = AlertSeverity.Critical });
        _settings.Replace(deaf);
        var channel = new FakeChannel(new WebAnswer.Taken(""), new WebAnswer.Taken(""));
        Assert.Empty(await RunAsync(channel, expected: 0));

        _settings.Replace(new([], [], AlertSettings.Default));
        await RunAsync(channel, expected: 2);
        Assert.Equal(["first", "second"], channel.Sent);
    }

    public void Dispose() => _root.Dispose();

    /// <summary>Sends two alerts, until the journal has as many lines as expected.</summary>
    private Task<List<string>> RunAsync(FakeChannel channel, int expected, bool nothingNew = false) =>
        RunAsync([channel], expected, nothingNew);

    private async Task<List<string>> RunAsync(
        IReadOnlyList<IAlertChannel> channels,
        int expected,
        bool nothingNew = false
    )
    {
        var written = Channel.CreateUnbounded<string>();
        await using var output = new LogOutput(journalStream: null, line => written.Writer.TryWrite(line));
        using var loggers = LoggerFactory.Create(logging => logging.AddAgentLog(output));
        using var sender = new AlertSender(
            channels,
            Paths,
            _settings,
            TimeProvider.System,
            loggers.CreateLogger<AlertSender>()
        );
        if (!nothingNew)
        {
            sender.Send(Some("first"));
            sender.Send(Some("second"));
        }

        await sender.StartAsync(Token);
        var lines = new List<string>();
        while (lines.Count < expected)
            lines.Add(await written.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token));

        await sender.StopAsync(Token);
        return lines;
    }

    private static Alert Some(string code) =>
        new(code, AlertSeverity.Warning, "main", "title", "text", "", TimeProvider.System.GetUtcNow(), "main-1");

    private sealed class FakeChannel(params WebAnswer[] deliveries) : IAlertChannel
    {
        public string Id { get; init; } = "fake";

        public string Name => "Fake";

        public AlertSeverity LeastSeverity(AlertSettings settings) => settings.Discord;

        public List<string> Sent { get; } = [];

        public Task<WebAnswer> SendAsync(Alert alert, AlertSettings settings, CancellationToken cancellationToken)
        {
            Sent.Add(alert.Code);
            return Task.FromResult(deliveries[Sent.Count - 1]);
        }
    }
}
