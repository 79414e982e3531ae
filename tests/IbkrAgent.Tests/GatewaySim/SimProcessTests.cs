using System.Diagnostics;
using IbkrAgent.GatewaySim;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class SimProcessTests : IDisposable
{
    private const int Deadline = 60_000;

    private readonly SimProcess _sim = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _sim.Dispose();

    [Fact(Timeout = Deadline)]
    public async Task The_gateway_is_a_java_process_whose_api_answers_after_the_login()
    {
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);

        var java = await _sim.JavaIdAsync(Token);
        var commandLine = await File.ReadAllTextAsync($"/proc/{java}/cmdline", Token);
        Assert.Equal("java\n", await File.ReadAllTextAsync($"/proc/{java}/comm", Token));
        Assert.Matches("\0ibcalpha\\.ibc\\.IbcGateway\0[^\0]+/config\\.ini\0$", commandLine);

        using var client = await TwsClient.ConnectWhenOpenAsync(_sim.ApiPort, Token);
        await client.BecomeReadyAsync(Token);
        Assert.Equal("DU1234567", client.Session.Accounts);
        Assert.Equal(0, _sim.Output.CountOf("s3cret"));
    }

    [Theory(Timeout = Deadline)]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_to_the_script_terminates_java(string signal)
    {
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);

        await _sim.SignalScriptAsync(signal, Token);

        Assert.Equal(143, await _sim.EndAsync(Token));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_killed_java_ends_the_script_with_137()
    {
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);

        await SimProcess.SignalAsync("KILL", await _sim.JavaIdAsync(Token), Token);

        Assert.Equal(137, await _sim.EndAsync(Token));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_restart_relaunches_java_inside_without_a_login()
    {
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);
        var first = await _sim.JavaIdAsync(Token);

        await _sim.ControlAsync("restart");
        await _sim.UntilLoggedInAsync(Token, count: 2);

        Assert.NotEqual(first, await _sim.JavaIdAsync(Token));
        Assert.Equal(1, _sim.Output.CountOf("Re-starting session"));
        Assert.Equal(1, _sim.Output.CountOf("Login attempt: 1"));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_wrong_password_is_tried_for_ever_until_somebody_stops_it()
    {
        _sim.Keep("refusal_delay_ms", "0");
        _sim.Keep("expected_password", "another");
        await _sim.StartAsync(Token);

        await _sim.Output.WaitForAsync("Login attempt: 1", Token, count: 3);

        Assert.Equal(143, await _sim.TerminateAsync(Token));
        Assert.True(_sim.Output.CountOf("IBC will cold-restart shortly") >= 2);
        Assert.Equal(0, _sim.Output.CountOf("s3cret"));
        Assert.Equal(0, _sim.Output.CountOf("another"));
    }

    [Fact(Timeout = Deadline)]
    public async Task Logins_are_counted_over_all_processes_and_a_restart_is_none()
    {
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);
        await _sim.ControlAsync("restart");
        await _sim.UntilLoggedInAsync(Token, count: 2);
        Assert.Equal("1\n", await _sim.ControlAsync("logins"));

        await _sim.ControlAsync("crash");
        await _sim.EndAsync(Token);
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token, count: 3);
        await _sim.TerminateAsync(Token);

        Assert.Equal("2\n", await _sim.ControlAsync("logins"));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_kept_mode_holds_for_the_next_start()
    {
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);
        await _sim.ControlAsync("login-mode", "manual", "--keep");
        await _sim.ControlAsync("crash");
        Assert.Equal(ExitStatus.Crash, await _sim.EndAsync(Token));

        _sim.Resume();
        await _sim.Output.WaitForAsync("LoginState is LOGGED_OUT", Token, count: 2);
        await _sim.ControlAsync("login", "ok");
        await _sim.UntilLoggedInAsync(Token, count: 2);

        Assert.Equal(1, _sim.Output.CountOf("Login attempt: 1"));
    }

    [Theory(Timeout = Deadline)]
    [InlineData("1100", 76)]
    [InlineData("3", 3)]
    public async Task It_ends_with_the_status_it_is_told(string told, int status)
    {
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);

        await _sim.ControlAsync("exit", told);

        Assert.Equal(status, await _sim.EndAsync(Token));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_hung_gateway_answers_nothing_but_runs_and_can_be_terminated()
    {
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);
        using var held = await TwsClient.ConnectWhenOpenAsync(_sim.ApiPort, Token);
        await held.BecomeReadyAsync(Token);

        await _sim.ControlAsync("hang");
        using var late = await TwsClient.ConnectAsync(_sim.ApiPort, Token, clientId: 2);
        held.Session.RequestTime();
        await held.SendAsync(Token);
        Assert.Contains("hung=yes", await _sim.ControlAsync("status"), StringComparison.Ordinal);
        await _sim.SignalScriptAsync("TERM", Token);

        Assert.Equal(143, await _sim.EndAsync(Token));
        Assert.Null(await late.NextAsync(Token));
        Assert.Equal(TwsStage.Hello, late.Session.Stage);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_command_it_does_not_know_is_refused()
    {
        await _sim.StartAsync(Token);
        await _sim.UntilLoggedInAsync(Token);

        var error = await Assert.ThrowsAsync<SimException>(() => _sim.ControlAsync("dance"));

        Assert.Equal((ExitStatus.Usage, "unknown command 'dance'"), (error.Status, error.Message));
    }

    [Fact(Timeout = Deadline)]
    public async Task It_lists_the_named_scenarios()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "gateway-sim"), ["scenarios"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var list = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal(ExitStatus.Ended, process.ExitCode);
        Assert.Contains("\ncrash\tjava is gone after the login; status 1\n", list, StringComparison.Ordinal);
    }
}
