using IbkrAgent.Control;
using IbkrAgent.Daemon;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Systemd.Daemon;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Daemon;

public sealed class SettingsReloadTests : IDisposable
{
    private static readonly AgentSettings Good = new([Some.Settings], [], AlertSettings.Default);

    private static readonly SettingsOutcome.Wrong Wrong = new([
        new("agent.ini", "gateway:main", "mode", "'x' is not one of"),
        new("agent.ini", "gateway:b", "api_port", "no"),
    ]);

    private readonly List<string> _told = [];
    private readonly List<AgentSettings> _applied = [];
    private readonly RecordingLogger _logger = new();
    private readonly TaskCompletionSource _ready = new();
    private readonly StatusBoard _status;
    private readonly SettingsReload _reload;
    private SettingsOutcome _file = new SettingsOutcome.Loaded(Good);

    public SettingsReloadTests()
    {
        var notifier = new ServiceNotifier(state =>
        {
            _told.Add(state);
            return 1;
        });
        _status = new(() => [Some.Report(Verdict.Ready)], notifier);
        _reload = new(() => _file, _ready.Task.WaitAsync, ApplyAsync, _status, notifier, _logger);
    }

    public void Dispose() => _reload.Dispose();

    [Fact]
    public async Task Settings_that_are_right_are_taken_over_between_the_two_notices_to_systemd()
    {
        _ready.SetResult();

        var answer = await RunAsync();

        Assert.Equal(new(0, "settings read again: main has other settings"), answer);
        Assert.Equal([Good], _applied);
        Assert.Equal(2, _told.Count);
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", _told[0], StringComparison.Ordinal);
        Assert.Equal("READY=1\nSTATUS=main: Ready since 2026-11-20 09:00:00Z (it was seen)", _told[1]);
        Assert.Contains(
            _logger.Entries,
            line => line.Contains("asked by me: main has other settings", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Settings_that_are_wrong_change_nothing_and_every_mistake_is_named()
    {
        _ready.SetResult();
        _file = Wrong;

        var answer = await RunAsync();

        const string Summary = "the settings are wrong and not taken over, those of before hold (2 to correct)";
        Assert.Equal(78, answer.ExitStatus);
        Assert.Equal([.. Wrong.Problems.Select(problem => problem.ToString()), Summary], answer.Message.Split('\n'));
        Assert.Empty(_applied);
        Assert.Equal($"{Summary}: {Wrong.Problems[0]}", _status.Complaint);
        Assert.Equal(
            $"READY=1\nSTATUS={Summary}: {Wrong.Problems[0]} | main: Ready since 2026-11-20 09:00:00Z (it was seen)",
            _told[^1]
        );
        Assert.All(
            Wrong.Problems,
            problem =>
                Assert.Contains(_logger.Entries, line => line.Contains(problem.ToString(), StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task The_complaint_ends_when_the_file_is_right_again()
    {
        _ready.SetResult();
        _file = Wrong;
        await RunAsync();
        _file = new SettingsOutcome.Loaded(Good);
        await RunAsync();

        Assert.Empty(_status.Complaint);
    }

    [Fact]
    public async Task Before_the_daemon_is_ready_nothing_is_read_and_systemd_is_told_nothing()
    {
        var reloading = RunAsync();
        Assert.Empty(_told);

        _ready.SetResult();
        Assert.Equal(0, (await reloading).ExitStatus);
    }

    private Task<string> ApplyAsync(AgentSettings settings)
    {
        _applied.Add(settings);
        return Task.FromResult("main has other settings");
    }

    private Task<OperatorAnswer> RunAsync() => _reload.RunAsync("me", TestContext.Current.CancellationToken);
}
