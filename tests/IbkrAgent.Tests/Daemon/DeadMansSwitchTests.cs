using System.Collections.Concurrent;
using IbkrAgent.Alerts;
using IbkrAgent.Daemon;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Daemon;

public sealed class DeadMansSwitchTests : IDisposable
{
    private readonly TemporaryDirectory _credentials = new();
    private readonly RecordingLogger _logger = new();
    private readonly ManualTime _time = new(Some.Instant);
    private readonly Live<AgentSettings> _settings = new(new([], [], AlertSettings.Default));
    private readonly ConcurrentQueue<DateTimeOffset> _beats = [];
    private volatile int _calls;
    private volatile int _status = 200;
    private volatile TaskCompletionSource _alive = Answered();

    /// <summary>Time goes on between the begin of an interval and what is seen of it.</summary>
    private static readonly TimeSpan AlmostAMinute = TimeSpan.FromSeconds(55);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _credentials.Dispose();

    [Fact]
    public async Task It_is_called_at_once_and_then_every_interval_and_not_before()
    {
        await using var running = await RunAsync();
        await running.UntilAsync(() => _calls == 3);

        Assert.All(Intervals(), interval => Assert.True(interval >= AlmostAMinute));
        Assert.Empty(_logger.Entries);
    }

    [Fact]
    public async Task Another_interval_counts_before_the_old_one_is_over()
    {
        Set(TimeSpan.FromHours(1));
        await using var running = await RunAsync();
        await running.UntilAsync(() => _calls == 1);

        Set(TimeSpan.FromSeconds(30));
        await running.UntilAsync(() => _calls == 2);

        Assert.InRange(Intervals()[0], TimeSpan.FromSeconds(25), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task While_a_supervisor_does_not_answer_nothing_is_called()
    {
        _alive = new();
        await using var running = await RunAsync();
        await running.UntilAsync(() => _logger.Entries.Length == 1);
        // Some intervals long.
        var end = _time.GetUtcNow().AddMinutes(5);
        await running.UntilAsync(() => _time.GetUtcNow() > end);
        Assert.Equal(0, _calls);
        Assert.Equal(["5103 the heartbeat is withheld: a supervisor did not answer within 00:00:10"], _logger.Entries);

        _alive = Answered();
        await running.UntilAsync(() => _logger.Entries.Length == 2);

        Assert.NotEqual(0, _calls);
        Assert.Equal("5104 the heartbeat arrives again", _logger.Entries[1]);
    }

    [Fact]
    public async Task A_service_that_does_not_take_it_is_told_once_and_when_it_does_again()
    {
        _status = 503;
        await using var running = await RunAsync();
        await running.UntilAsync(() => _calls == 3);
        _status = 204;
        await running.UntilAsync(() => _logger.Entries.Length == 2);

        Assert.Equal(
            [
                "5102 the heartbeat does not arrive, it is tried on: the answer was HTTP status 503",
                "5104 the heartbeat arrives again",
            ],
            _logger.Entries
        );
    }

    [Theory]
    [InlineData("HEARTBEAT_URL=", "")]
    [InlineData("", "")]
    [InlineData(
        "HEARTBEAT_URL=http://example.com/hidden",
        "5101 there is no heartbeat: HEARTBEAT_URL in /etc/ibkr/alerts.env is not an https address"
    )]
    public void Without_an_address_there_is_no_heartbeat(string file, string told)
    {
        Assert.Null(Open(file));

        Assert.Equal(told, string.Join('\n', _logger.Entries));
    }

    private WebCall? Open(string file)
    {
        _credentials.Write("alerts.env", file + "\n");
        // However fast the test's own time goes, an answer has the time that it needs.
        return DeadMansSwitch.Open(_credentials.Path, TimeProvider.System, _logger);
    }

    private void Set(TimeSpan interval) =>
        _settings.Replace(new([], [], AlertSettings.Default with { HeartbeatInterval = interval }));

    private TimeSpan[] Intervals() => [.. _beats.Zip(_beats.Skip(1), (one, next) => next - one)];

    private static TaskCompletionSource Answered()
    {
        var answered = new TaskCompletionSource();
        answered.SetResult();
        return answered;
    }

    private async Task<Running> RunAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Run(context =>
        {
            if ((context.Request.Method, context.Request.Path.Value) == ("GET", "/beat/s3cret"))
                Interlocked.Increment(ref _calls);
            context.Response.StatusCode = _status;
            return Task.CompletedTask;
        });
        await server.StartAsync(Token);
        var running = new Running(server, Open($"HEARTBEAT_URL={server.Urls.Single()}/beat/s3cret"), this);
        await running.StartAsync();
        return running;
    }

    private Task PingAsync(CancellationToken cancellationToken)
    {
        _beats.Enqueue(_time.GetUtcNow());
        return _alive.Task.WaitAsync(cancellationToken);
    }

    private sealed class Running(WebApplication server, WebCall? post, DeadMansSwitchTests test) : IAsyncDisposable
    {
        private readonly DeadMansSwitch _switch = new(post, test.PingAsync, test._settings, test._time, test._logger);

        public Task StartAsync() => _switch.StartAsync(Token);

        /// <summary>Time goes on in small steps until something holds.</summary>
        public async Task UntilAsync(Func<bool> holds)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (!holds())
            {
                await Task.Delay(1, deadline.Token);
                test._time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _switch.StopAsync(Token);
            _switch.Dispose();
            await server.DisposeAsync();
        }
    }
}
