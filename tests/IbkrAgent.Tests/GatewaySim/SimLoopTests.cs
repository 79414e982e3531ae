using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;

namespace IbkrAgent.Tests.GatewaySim;

/// <remarks>What is done to a named scenario, and what comes of it.</remarks>
public sealed partial class SimLoopTests : IAsyncDisposable
{
    private const int Deadline = 60_000;
    private const string Attempt = "Login attempt: 1";

    private SimLoop _sim = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sim.DisposeAsync();

    [Fact(Timeout = Deadline)]
    public async Task A_hung_window_takes_a_stop_and_stays()
    {
        await StartAsync("window-hung");

        Assert.Equal("OK Shutting down: STOP command\n", await _sim.CommandAsync("STOP", Token));
        Assert.Equal("ERROR STOP already in progress\n", await _sim.CommandAsync("STOP", Token));

        Assert.True(_sim.IsRunning);
        Assert.Equal(GatewayStage.LoggedIn, _sim.Life.Stage);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_paused_gateway_begins_again_without_a_login()
    {
        await StartAsync("normal");

        await _sim.CommandAsync("PAUSE", Token);
        Assert.Equal(ExitStatus.Ended, await _sim.EndAsync(Token));
        _sim.Start();
        await _sim.UntilLoggedInAsync(Token, count: 2);

        Assert.Equal(1, _sim.Output.CountOf(Attempt));
        Assert.Equal(1, _sim.Output.CountOf("Re-starting session"));
        Assert.True(_sim.IsRunning);
    }

    [Fact(Timeout = Deadline)]
    public async Task Two_tokens_are_deleted_and_lead_to_a_full_login()
    {
        await StartAsync("two-tokens");

        await _sim.CommandAsync("RESTART", Token);
        await _sim.UntilLoggedInAsync(Token, count: 2);

        Assert.Equal(2, _sim.Output.CountOf("WARNING: deleting extra autorestart file found at"));
        Assert.Equal(1, _sim.Output.CountOf("WARNING: More than one autorestart file was found."));
        Assert.Equal(2, _sim.Output.CountOf(Attempt));
        Assert.Equal(0, _sim.Output.CountOf("Re-starting session"));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_bad_token_leads_to_a_cold_restart()
    {
        await StartAsync("bad-token");

        await _sim.CommandAsync("RESTART", Token);

        await _sim.UntilSaidAsync(
            [
                "Re-starting session",
                "detected dialog entitled: Login Error; event=Opened",
                "IBC: Login error message:",
                "The stored login",
                "IBC: Cold restart in progress",
                "IBC will cold-restart shortly",
                Attempt,
                "Configuration tasks completed",
            ],
            Token
        );
    }

    [Theory(Timeout = Deadline)]
    [InlineData("3.19.0", "Login failed", null)]
    [InlineData("3.20.0", "Cold restart in progress", ExitStatus.Ended)]
    public async Task Older_versions_do_not_try_a_refused_login_again(string version, string line, int? status)
    {
        await _sim.DisposeAsync();
        _sim = new(version: version);
        _sim.KeepScenario("login-failed");

        _sim.Start();
        await _sim.UntilSaidAsync([Attempt, line], Token);
        if (status is not null)
            Assert.Equal(status, await _sim.EndAsync(Token));

        Assert.Equal(1, _sim.Launches);
        Assert.Equal(status is null, _sim.IsRunning);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("unrecognized", Attempt)]
    [InlineData("too-many-failed-logins", "Too many failed login attempts")]
    [InlineData("empty-credentials", "LOGGED_OUT")]
    [InlineData("unknown-dialog-at-login", "Login Messages")]
    [InlineData("notice-at-login", "Gateway; event=Opened")]
    [InlineData("second-factor-timeout", "not required")]
    [InlineData("second-factor-device-not-named", "second factor device")]
    [InlineData("second-factor-device-not-listed", "second factor device")]
    [InlineData("existing-session-manual", "(scenario 1)")]
    [InlineData("session-taken", "Re-login is required; event=Closed")]
    public async Task What_stands_still_waits_for_a_person(string name, string line)
    {
        _sim.KeepScenario(name);
        _sim.Start();
        await _sim.UntilSaidAsync([line], Token);
        Assert.False(_sim.Life.IsLoggedIn);

        await _sim.ControlAsync("login", "ok");

        await _sim.UntilSaidAsync([line, "Login has completed"], Token);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_taken_session_halts_at_once_when_it_is_stopped()
    {
        _sim.KeepScenario("session-taken");
        _sim.Start();
        await _sim.UntilSaidAsync(["Re-login is required; event=Closed"], Token);

        await _sim.CommandAsync("STOP", Token);

        Assert.Equal(ExitStatus.Ended, await _sim.EndAsync(Token));
        Assert.Equal(1, _sim.Output.CountOf("Login has not completed: exiting immediately"));
    }

    [Theory(Timeout = Deadline)]
    [InlineData("paper-warning-not-accepted")]
    [InlineData("unknown-dialog-after-login")]
    [InlineData("unknown-dialog-later")]
    public async Task A_dialog_keeps_the_api_silent_until_it_is_dismissed(string name)
    {
        await StartAsync(name);
        await _sim.Life.WaitUntilAsync(() => _sim.Life.Dialog is not null && _sim.Life.IsLoggedIn, Token);
        using var client = await TwsClient.ConnectWhenOpenAsync(_sim.ApiPort, Token);
        var ready = client.BecomeReadyAsync(Token);

        await _sim.ControlAsync("set", "accounts", "DU7654321"); // only an answer after it can know
        Assert.False(ready.IsCompleted);
        await _sim.ControlAsync("dialog", "dismiss");

        await ready;
        Assert.Equal("DU7654321", client.Session.Accounts);
        Assert.Equal(1, _sim.Output.Lines.Count(line => Closed().IsMatch(line)));
    }

    [Fact(Timeout = Deadline)]
    public async Task The_loopback_interface_can_be_the_only_one()
    {
        await StartAsync("loopback-only");
        using var client = await TwsClient.ConnectWhenOpenAsync(_sim.ApiPort, Token);
        await client.BecomeReadyAsync(Token);

        using var other = new TcpClient();
        var error = await Assert.ThrowsAsync<SocketException>(async () =>
            await other.ConnectAsync(IPAddress.Parse("127.0.0.2"), _sim.ApiPort, Token)
        );

        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_scenario_can_be_switched_on_while_it_runs()
    {
        await StartAsync("normal");

        await _sim.ControlAsync("scenario", "crash");

        Assert.Equal(ExitStatus.Crash, await _sim.EndAsync(Token));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_kept_scenario_holds_for_the_next_java()
    {
        await StartAsync("bad-token");

        await _sim.ControlAsync("--keep", "scenario", "unrecognized");
        await _sim.ControlAsync("exit", "1112");
        await _sim.UntilSaidAsync(["exit status 88", "Unrecognized Username or Password"], Token);

        Assert.Contains("token=valid", await _sim.ControlAsync("status"), StringComparison.Ordinal);
    }

    [GeneratedRegex("detected dialog entitled: .+; event=Closed$")]
    private static partial Regex Closed();

    private async Task StartAsync(string name)
    {
        _sim.KeepScenario(name);
        _sim.Start();
        await _sim.UntilLoggedInAsync(Token);
        await _sim.Life.WaitUntilAsync(() => _sim.Life.IsLoggedIn, Token);
    }
}
