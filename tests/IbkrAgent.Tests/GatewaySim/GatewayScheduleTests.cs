using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class GatewayScheduleTests : IAsyncDisposable
{
    /// <summary>A Thursday, in the zone of the machine.</summary>
    private static readonly DateTimeOffset Start = new(new DateTime(2026, 11, 19, 21, 0, 0, DateTimeKind.Local));

    private readonly TemporaryDirectory _settings = new();
    private readonly RecordedOutput _output = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Dictionary<string, string> _ini = [];
    private readonly ManualTime _time = new(Start.ToUniversalTime());
    private readonly GatewayLife _life = new(Scenario.Default.With("stop_delay_ms", "0").With("restart_delay_ms", "0"));
    private Task _running = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
        await _output.DisposeAsync();
        _settings.Dispose();
    }

    [Theory]
    [InlineData("ClosedownAt", "22:00", "Gateway will be shut down at 2026/11/19 22:00", 1)]
    // today's has passed
    [InlineData("ClosedownAt", "20:00", "Gateway will be shut down at 2026/11/20 20:00", 23)]
    [InlineData("ClosedownAt", "Friday 22:00", "Gateway will be shut down at 2026/11/20 22:00", 25)]
    [InlineData("ColdRestartTime", "07:05", "Gateway will be cold restarted at 2026/11/22 07:05", 58)]
    public async Task The_controller_says_when_it_will_end(string key, string value, string line, int hours)
    {
        _ini[key] = value;
        _life.Enter(GatewayStage.LoggedIn);

        Run();
        await _output.WaitForAsync(line, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
        Assert.False(_life.Ended.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(ExitStatus.Ended, await _life.Ended);
        Assert.Equal(1, _output.CountOf("Login has completed: exiting via [File, Close] menu"));
        Assert.Equal(key == "ColdRestartTime", Files().TakeColdRestart());
    }

    [Fact]
    public async Task A_time_that_a_command_left_behind_counts_until_the_controller_sets_one()
    {
        Files().WriteRestartTime(new(23, 45));
        _life.Enter(GatewayStage.LoggedIn);

        Run().AnnounceAutoAction();
        _time.Advance(TimeSpan.FromMinutes(165));

        Assert.Equal(ExitStatus.Ended, await _life.Ended);
        Assert.Single(Files().FindTokens());
        Assert.Equal(0, _output.CountOf("Auto restart time"));
    }

    [Theory]
    [InlineData("AutoRestartTime", "Auto restart time set to 11:45 PM", true)]
    [InlineData("AutoLogoffTime", "Auto logoff time set to 11:45 PM", false)]
    public async Task The_gateway_ends_at_the_time_that_the_controller_sets(string key, string line, bool leavesToken)
    {
        _ini["AutoLogoffTime"] = "11:45 PM";
        _ini[key] = "11:45 PM"; // a restart wins over a logoff
        _life.Enter(GatewayStage.LoggedIn);

        Run().AnnounceAutoAction();
        _time.Advance(TimeSpan.FromMinutes(164));
        Assert.False(_life.Ended.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ExitStatus.Ended, await _life.Ended);
        Assert.Equal(1, _output.CountOf(line));
        Assert.Equal(leavesToken ? 1 : 0, Files().FindTokens().Length);
        Assert.Equal(0, _output.CountOf("exiting"));
    }

    [Theory]
    [InlineData("ClosedownAt", "22:00", null)]
    [InlineData("ClosedownAt", "friday 22:00", null)]
    [InlineData("ClosedownAt", "soon", "ClosedownAt=soon")]
    [InlineData("ClosedownAt", "25:00", "ClosedownAt=25:00")]
    [InlineData("ClosedownAt", "Someday 22:00", "ClosedownAt=Someday 22:00")]
    [InlineData("ColdRestartTime", "07:05", null)]
    [InlineData("ColdRestartTime", "Sunday 07:05", "ColdRestartTime=Sunday 07:05")]
    public void A_time_that_is_none_is_found(string key, string value, string? invalid)
    {
        _ini[key] = value;

        Assert.Equal(invalid, Settings().FindInvalid());
    }

    private GatewaySchedule Run()
    {
        var log = new ControllerLog(_output, _time);
        var exit = new GatewayExit(_life, Files(), ControllerVersion.Newest, log, _time);
        var schedule = new GatewaySchedule(Settings(), _life, exit, Files(), log, _time);
        _running = schedule.RunAsync(_ending.Token);
        return schedule;
    }

    private ControllerSettings Settings() => new(_ini, new("", "", "", null, "", "", new(""), "paper"), _life);

    private RestartFiles Files() => new(_settings.Path, "0123abcd");
}
