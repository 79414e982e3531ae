using IbkrAgent.Daemon;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Tests.Daemon;

public sealed class SupervisorLoopTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new(Some.Instant);
    private readonly RecordingExecutor _executor = new();
    private readonly StateFile _file;

    public SupervisorLoopTests() => _file = new(Path.Combine(_directory.Path, "main", "state.json"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string HandsOffPath => Path.Combine(_directory.Path, "hands-off");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_decision_is_saved_before_it_is_carried_out()
    {
        PendingAction? saved = null;
        _executor.CarriesOut = decision =>
        {
            if (decision is Decision.RestartUnit)
                saved = Saved().Memory.Pending;
        };
        await using var running = Run();

        await running.SettleAsync();

        var restart = Assert.Single(_executor.Of<Decision.RestartUnit>());
        Assert.Equal(new PendingAction(restart.Intent, ActionKind.Restart, Some.Instant, ByHuman: false), saved);
    }

    [Fact]
    public async Task Other_settings_count_for_what_comes_after_them()
    {
        await using var running = Run();
        running.Loop.Change(Some.Settings with { Mode = AgentMode.Observe });
        await running.SettleAsync();

        Assert.Empty(_executor.Of<Decision.RestartUnit>());
        Assert.Single(_executor.Of<Decision.WouldHave>());
        Assert.Equal(AgentMode.Observe, running.Loop.Report.Mode);

        running.Loop.Change(Some.Settings);
        await running.TwoPingsAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await running.TwoPingsAsync();

        Assert.Single(_executor.Of<Decision.RestartUnit>());
    }

    [Fact]
    public async Task A_login_that_nobody_would_remember_is_not_made_and_the_supervisor_knows()
    {
        _directory.Write("main", "a file where the directory should be");
        await using var running = Run();

        await running.SettleAsync();
        await running.Loop.PingAsync(Token); // the failure came back as an event

        Assert.Empty(_executor.Of<Decision.RestartUnit>());
        Assert.StartsWith("restart at ", running.Loop.Report.NextStep, StringComparison.Ordinal);

        File.Delete(Path.Combine(_directory.Path, "main"));
        _time.Advance(TimeSpan.FromMinutes(1));
        await running.TwoPingsAsync();

        Assert.Single(_executor.Of<Decision.RestartUnit>());
    }

    [Fact]
    public async Task The_hands_off_file_is_noticed_before_the_event_that_would_act()
    {
        await using var running = Run();
        _directory.Write("hands-off", "");

        await running.SettleAsync();

        Assert.Empty(_executor.Of<Decision.RestartUnit>());
        Assert.Single(_executor.Of<Decision.WouldHave>());
        Assert.True(running.Loop.Report.HandsOff);
    }

    [Fact]
    public async Task Taking_the_hands_off_file_away_is_noticed_by_the_next_ping()
    {
        _directory.Write("hands-off", "");
        await using var running = Run();
        await running.Loop.PingAsync(Token);
        Assert.True(running.Loop.Report.HandsOff);

        File.Delete(HandsOffPath);
        await running.Loop.PingAsync(Token);

        Assert.False(running.Loop.Report.HandsOff);
    }

    [Fact]
    public async Task A_ping_is_answered_after_everything_before_it()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        _executor.CarriesOut = decision =>
        {
            if (decision is Decision.RestartUnit)
            {
                entered.Release();
                Assert.True(release.Wait(TimeSpan.FromSeconds(20)));
            }
        };
        await using var running = Run();

        var settling = running.SettleAsync();
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(20), Token));
        Assert.False(settling.IsCompleted);
        release.Release();

        await settling;
        Assert.Single(_executor.Of<Decision.RestartUnit>());
    }

    [Fact]
    public async Task A_deadline_that_passes_comes_back_as_an_event()
    {
        await using var running = Run();
        running.Loop.Publish(new UnitObserved(Some.Instant, Some.Unit("active", "1")));
        await running.SettleAsync(Some.Unit("active", "1"));
        running.Loop.Publish(new UnitObserved(Some.Instant, Some.Unit("failed", "1", "signal", 9)));
        await running.Loop.PingAsync(Token);
        Assert.Empty(_executor.Of<Decision.RestartUnit>());

        _time.Advance(Some.Policy.RestartPause + TimeSpan.FromSeconds(1));
        await running.TwoPingsAsync();

        Assert.Single(_executor.Of<Decision.RestartUnit>());
    }

    [Fact]
    public async Task The_place_in_the_journal_is_saved_together_with_what_was_read_there()
    {
        await using var running = Run();

        await running.Loop.PublishAsync(new JournalGapFound(Some.Instant), "cursor 1", Token);
        await running.Loop.PingAsync(Token);

        Assert.Equal("cursor 1", Saved().Cursor);
        Assert.Equal(Some.Instant, Saved().Memory.Ledger.UnknownSince);
    }

    [Fact]
    public async Task A_place_where_nothing_was_read_is_saved_after_an_hour_and_at_the_end()
    {
        await using (var running = Run())
        {
            await running.Loop.PublishAsync(null, "cursor 1", Token);
            await running.Loop.PingAsync(Token);
            Assert.IsType<StateReading.Missing>(_file.Read());

            _time.Advance(TimeSpan.FromMinutes(61));
            await running.Loop.PublishAsync(null, "cursor 2", Token);
            await running.Loop.PingAsync(Token);
            Assert.Equal("cursor 2", Saved().Cursor);

            await running.Loop.PublishAsync(null, "cursor 3", Token);
            await running.Loop.PingAsync(Token);
            Assert.Equal("cursor 2", Saved().Cursor);
        }

        Assert.Equal("cursor 3", Saved().Cursor);
    }

    private StateDocument Saved() => Assert.IsType<StateReading.Known>(_file.Read()).Document;

    private RunningLoop Run()
    {
        var loop = new SupervisorLoop(
            Some.Settings,
            SupervisorMemory.Empty,
            cursor: null,
            _file,
            new(HandsOffPath),
            new(_time, () => _time.GetElapsedTime(0)),
            _time,
            NullLogger.Instance
        );
        _executor.Loop = loop;
        return new(loop, _executor);
    }

    private sealed class RunningLoop : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public RunningLoop(SupervisorLoop loop, IDecisionExecutor executor)
        {
            Loop = loop;
            _running = Task.Run(() => loop.RunAsync(executor, _stop.Token));
        }

        public SupervisorLoop Loop { get; }

        /// <summary>The unit has been looked at, and the supervisor may decide; by default it does not run.</summary>
        public Task SettleAsync(UnitStatus? unit = null)
        {
            Loop.Publish(new UnitObserved(Some.Instant, unit ?? Some.Unit("inactive")));
            Loop.Publish(new Settled(Some.Instant));
            return TwoPingsAsync();
        }

        /// <summary>What was answered by an event is decided as well after the second.</summary>
        public async Task TwoPingsAsync()
        {
            await Loop.PingAsync(Token);
            await Loop.PingAsync(Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            Loop.Dispose();
            _stop.Dispose();
        }
    }

    private sealed class RecordingExecutor : IDecisionExecutor
    {
        private readonly List<Decision> _carriedOut = [];

        public Action<Decision> CarriesOut { get; set; } = _ => { };

        /// <summary>Whose turn it is at once, whenever it asks.</summary>
        public SupervisorLoop? Loop { get; set; }

        public void CarryOut(Decision decision)
        {
            CarriesOut(decision);
            if (decision is Decision.TakeTurn)
                Loop?.Publish(new TurnTaken(Some.Instant));
            _carriedOut.Add(decision);
        }

        public IEnumerable<T> Of<T>()
            where T : Decision => _carriedOut.OfType<T>();
    }
}
