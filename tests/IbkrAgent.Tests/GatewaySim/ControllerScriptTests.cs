using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Launch;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class ControllerScriptTests : IDisposable
{
    private const string SessionId = "0123abcd";

    private readonly TemporaryDirectory _settings = new();
    private readonly StringWriter _output = new();
    private readonly List<string?> _starts = [];
    private readonly RestartFiles _files;

    public ControllerScriptTests() => _files = new(_settings.Path, SessionId);

    public void Dispose()
    {
        _output.Dispose();
        _settings.Dispose();
    }

    [Theory]
    [InlineData(ExitStatus.Ended)]
    [InlineData(ExitStatus.Crash)]
    [InlineData(76)]
    [InlineData(87)]
    [InlineData(137)]
    [InlineData(ExitStatus.Terminated)]
    public async Task The_status_of_java_is_the_status_of_the_script(int status)
    {
        Assert.Equal(status, await RunAsync("exit", () => status));
        Assert.Single(_starts);
        Assert.EndsWith("Gateway finished\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_makes_java_start_anew_without_a_login()
    {
        var status = await RunAsync("exit", () => WriteTokens(1), TakeToken);

        Assert.Equal(ExitStatus.Ended, status);
        Assert.Equal([false, true], _starts.Select(token => token is not null));
        Assert.Contains("autorestart file found at", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_swallows_the_termination()
    {
        _files.WriteToken();

        var status = await RunAsync("exit", () => ExitStatus.Terminated, TakeToken);

        Assert.Equal(ExitStatus.Ended, status);
        Assert.Equal(2, _starts.Count);
    }

    [Fact]
    public async Task Of_two_tokens_none_is_trusted()
    {
        _files.WriteToken(count: 2);

        await RunAsync("exit", () => ExitStatus.Ended);

        Assert.Equal([null], _starts);
        Assert.Empty(_files.FindTokens());
    }

    [Fact]
    public async Task Two_tokens_left_by_java_make_it_start_anew_with_a_full_login()
    {
        await RunAsync("exit", () => WriteTokens(2), () => ExitStatus.Ended);

        Assert.Equal([null, null], _starts);
        Assert.Empty(_files.FindTokens());
    }

    [Fact]
    public async Task A_cold_restart_leaves_a_token_for_later()
    {
        _files.WriteColdRestart();

        await RunAsync("exit", () => WriteTokens(1), () => ExitStatus.Ended, TakeToken);

        Assert.Equal([false, false, true], _starts.Select(token => token is not null));
    }

    [Fact]
    public async Task A_slip_of_an_older_script_makes_a_cold_restart_the_end()
    {
        _settings.Write("version", "3.20.0");
        _files.WriteColdRestart();

        Assert.Equal(ExitStatus.Ended, await RunAsync("exit", () => ExitStatus.Ended));

        Assert.Single(_starts);
    }

    [Fact]
    public async Task A_pause_ends_the_script_and_leaves_the_token()
    {
        var status = await RunAsync(
            "exit",
            () =>
            {
                _files.WritePause();
                return WriteTokens(1);
            }
        );

        Assert.Equal(ExitStatus.Ended, status);
        Assert.Single(_files.FindTokens());
        Assert.Contains("IBC is paused", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cold_restart_is_repeated_without_a_limit()
    {
        var starts = 0;

        await RunAsync(
            "exit",
            () =>
            {
                if (++starts < 20)
                    _files.WriteColdRestart();

                return ExitStatus.Ended;
            }
        );

        Assert.Equal(20, _starts.Count);
        Assert.Contains("IBC will cold-restart shortly", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit", ControllerExitCode.LoginWindowTimedOut)]
    [InlineData("restart", ControllerExitCode.LoginWindowTimedOut)]
    [InlineData("restart", ControllerExitCode.SecondFactorLoginTimedOut)]
    internal async Task Some_timeouts_stay_inside(string onSecondFactorTimeout, ControllerExitCode code)
    {
        var status = await RunAsync(onSecondFactorTimeout, () => ExitStatus.Of(code), () => ExitStatus.Ended);

        Assert.Equal(ExitStatus.Ended, status);
        Assert.Equal(2, _starts.Count);
    }

    private int WriteTokens(int count)
    {
        _files.WriteToken(count);
        return ExitStatus.Ended;
    }

    private int TakeToken()
    {
        _files.DeleteToken(_starts[^1]!);
        return ExitStatus.Ended;
    }

    /// <summary>Runs the script with the ends of its java processes; the last one repeats.</summary>
    private Task<int> RunAsync(string onSecondFactorTimeout, params Func<int>[] ends)
    {
        var arguments = LaunchArguments.Parse(
            [
                "1045",
                $"--ibc-path={_settings.Path}",
                $"--tws-settings-path={_settings.Path}",
                $"--on2fatimeout={onSecondFactorTimeout}",
            ],
            "/home/x"
        );
        return new ControllerScript(arguments, SessionId, RunJava, _output).RunAsync();

        Task<int> RunJava(JavaArguments java)
        {
            _starts.Add(java.RestartDirectory);
            return Task.FromResult(ends[Math.Min(_starts.Count, ends.Length) - 1]());
        }
    }
}
