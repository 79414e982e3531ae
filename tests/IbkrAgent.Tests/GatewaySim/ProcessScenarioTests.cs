using System.Globalization;
using IbkrAgent.GatewaySim;

namespace IbkrAgent.Tests.GatewaySim;

/// <remarks>The named scenarios that need processes of their own.</remarks>
public sealed class ProcessScenarioTests : IDisposable
{
    private const int Deadline = 60_000;

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(10);

    private readonly SimProcess _sim = new();

    internal static IEnumerable<string> Names =>
        Signals
            .Select(row => row.Data.Item1)
            .Concat(Missing.Select(row => row.Data.Item1))
            .Append("memory-high")
            .Append("second-java");

    public static TheoryData<string, int> Signals =>
        new()
        {
            { "killed", 137 },
            { "terminated", 143 },
            { "interrupted", 143 },
        };

    public static TheoryData<string, int> Missing =>
        new()
        {
            { "missing-java", ExitStatus.NoJava },
            { "missing-installation", ExitStatus.VersionNotInstalled },
            { "missing-settings", ExitStatus.PathMissing },
            { "missing-ini", ExitStatus.IniMissing },
            { "missing-vmoptions", ExitStatus.VmOptionsMissing },
        };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _sim.Dispose();

    [Theory(Timeout = Deadline)]
    [MemberData(nameof(Signals))]
    public async Task A_signal_ends_java_and_the_script(string name, int status)
    {
        _sim.KeepScenario(name);

        await _sim.StartAsync(Token);

        Assert.Equal(status, await _sim.EndAsync(Token));
        Assert.Equal(1, _sim.Output.CountOf(SimLoop.Launch));
        Assert.Equal(1, _sim.Output.CountOf($"IBC returned exit status {status}"));
    }

    [Theory(Timeout = Deadline)]
    [MemberData(nameof(Missing))]
    public async Task What_is_missing_ends_the_script_before_java(string name, int status)
    {
        _sim.KeepScenario(name);

        await _sim.StartAsync(Token);

        Assert.Equal(status, await _sim.EndAsync(Token));
        Assert.Equal(0, _sim.Output.CountOf(SimLoop.Launch));
        Assert.Equal(1, _sim.Errors.CountOf("== An error has occurred =="));
        Assert.Equal(1, _sim.Errors.CountOf("Error: "));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_hung_window_needs_a_signal()
    {
        _sim.KeepScenario("window-hung");
        _sim.Keep("incident", "stop");
        await _sim.StartAsync(Token);
        await _sim.Output.WaitForAsync("exiting via [File, Close] menu", Token);

        await _sim.SignalScriptAsync("TERM", Token);

        Assert.Equal(143, await _sim.EndAsync(Token));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_token_swallows_the_signal()
    {
        _sim.KeepScenario("term-swallowed");
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);

        await _sim.SignalScriptAsync("TERM", Token);
        await _sim.UntilLoggedInAsync(Token, count: 2);

        Assert.Equal(1, _sim.Output.CountOf("IBC returned exit status 143"));
        Assert.Equal(1, _sim.Output.CountOf("Re-starting session"));
    }

    [Fact(Timeout = Deadline)]
    public async Task Java_holds_the_memory_that_the_scenario_wants()
    {
        const int Megabytes = 64;
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);
        var before = await ResidentMegabytesAsync();

        await _sim.ControlAsync("set", "memory_mb", $"{Megabytes}");
        await UntilAsync(async () => await ResidentMegabytesAsync() >= before + (Megabytes * 3 / 4));

        await _sim.ControlAsync("set", "memory_mb", "0");
        await UntilAsync(async () => await ResidentMegabytesAsync() < before + (Megabytes / 2));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_second_java_stays_when_the_first_is_gone()
    {
        _sim.KeepScenario("second-java");
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);
        var second = await SecondJavaIdAsync();
        try
        {
            await _sim.ControlAsync("crash");
            Assert.Equal(ExitStatus.Crash, await _sim.EndAsync(Token));

            Assert.Equal("java\n", await File.ReadAllTextAsync($"/proc/{second}/comm", Token));
        }
        finally
        {
            await SimProcess.SignalAsync("KILL", second, Token);
        }
    }

    [Fact(Timeout = Deadline)]
    public async Task The_second_java_goes_when_the_scenario_is_over()
    {
        _sim.KeepScenario("second-java");
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);
        var second = await SecondJavaIdAsync();

        await _sim.ControlAsync("scenario", "normal");

        await UntilAsync(() => Task.FromResult(!Directory.Exists($"/proc/{second}")));
    }

    private async Task<int> SecondJavaIdAsync()
    {
        var first = await _sim.JavaIdAsync(Token);
        var second = 0;
        await UntilAsync(async () =>
        {
            second = await SimProcess.FindChildIdAsync(first, Token) ?? 0;
            return second > 0
                && (await File.ReadAllTextAsync($"/proc/{second}/cmdline", Token)).EndsWith(
                    "\0ibgateway.GWClient\0",
                    StringComparison.Ordinal
                );
        });
        return second;
    }

    private async Task<int> ResidentMegabytesAsync()
    {
        var status = await File.ReadAllLinesAsync($"/proc/{await _sim.JavaIdAsync(Token)}/status", Token);
        var line = status.Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return int.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(Retry, Token);
    }
}
