using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class LoginScriptTests : IDisposable
{
    private const int Deadline = 20_000;

    private readonly ScriptedLogin _login = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _login.Dispose();

    [Fact(Timeout = Deadline)]
    public async Task A_login_is_logged_in_the_order_of_the_real_one()
    {
        await _login.RunAsync(Token);

        Assert.True(_login.Life.IsLoggedIn);
        Assert.Equal(
            [
                "Starting session: will exit if login dialog is not displayed within 60 seconds",
                "Starting Gateway",
                "detected frame entitled: IBKR Gateway; event=Opened",
                "Login dialog WINDOW_OPENED: LoginState is LOGGED_OUT",
                "Setting user name",
                "Setting password",
                "Login attempt: 1",
                "Click button: Paper Log In",
                "detected frame entitled: Loading...; event=Opened",
                "Found Gateway main window",
                "detected frame entitled: Authenticating...; event=Opened",
                "detected frame entitled: Initializing environment...; event=Deactivated",
                "detected frame entitled: Starting application...; event=Closed",
                "Login has completed",
                "detected dialog entitled: Warning; event=Activated",
                "detected dialog entitled: Warning; event=Focused",
                "detected dialog entitled: Warning; event=Opened",
                "Click button: I understand and accept",
                "detected dialog entitled: Warning; event=Lost focus",
                "detected dialog entitled: Warning; event=Deactivated",
                "detected dialog entitled: Warning; event=Closed",
                "Configuration tasks completed",
            ],
            _login.Texts
        );
    }

    [Fact(Timeout = Deadline)]
    public async Task A_stored_token_needs_no_credentials()
    {
        _login.Ini["IbPassword"] = "";

        await _login.RunAsync(Token, token: "user");

        Assert.True(_login.Life.IsLoggedIn);
        Assert.Equal(["Re-starting session", "Starting Gateway"], _login.Texts.Take(2));
        Assert.DoesNotContain("Setting password", _login.Texts);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_token_the_broker_does_not_take_leads_to_a_cold_restart()
    {
        _login.Steer("token=invalid");

        await _login.RunAsync(Token, token: "user");

        Assert.Equal(ExitStatus.Ended, await _login.Life.Ended);
        Assert.Contains("Cold restart in progress", _login.Texts);
        Assert.True(_login.Files.TakeColdRestart());
    }

    [Theory(Timeout = Deadline)]
    [InlineData("wrong-password", "valid", null, "Login failed")]
    [InlineData("ok", "invalid", "user", "Login error message:")]
    public async Task A_refusal_stands_still_before_3_20(string mode, string stored, string? token, string line)
    {
        _login.Steer($"login_mode={mode}", $"token={stored}");

        var running = _login.RunAsync(Token, token, "3.19.0");
        await _login.Output.WaitForAsync(line, Token);

        Assert.False(running.IsCompleted);
        Assert.False(_login.Files.TakeColdRestart());
    }

    [Theory(Timeout = Deadline)]
    [InlineData("3.21.2", false)]
    [InlineData("3.22.0", true)]
    public async Task A_lost_server_is_handled_from_3_22(string version, bool isHandled)
    {
        _login.Steer("login_mode=server-lost");

        var running = _login.RunAsync(Token, version: version);
        await _login.Output.WaitForAsync("detected dialog entitled: Gateway; event=Opened", Token);
        if (isHandled)
            await running;

        Assert.Equal(isHandled, _login.Life.Ended.IsCompleted);
        Assert.Equal(isHandled, _login.Files.TakeColdRestart());
    }

    [Fact(Timeout = Deadline)]
    public async Task A_failed_login_ends_java_and_asks_for_a_cold_restart()
    {
        _login.Steer("expected_password=another");

        await _login.RunAsync(Token);

        Assert.Equal(ExitStatus.Ended, await _login.Life.Ended);
        Assert.True(_login.Files.TakeColdRestart());
        Assert.Contains("Login failed", _login.Texts);
    }

    [Fact(Timeout = Deadline)]
    public async Task An_unrecognized_password_stands_still()
    {
        _login.Steer("refusal=unrecognized", "expected_password=another");

        var running = _login.RunAsync(Token);
        await _login.Output.WaitForAsync("entitled: Unrecognized Username or Password; event=Opened", Token);

        Assert.False(running.IsCompleted);
        Assert.False(_login.Life.Ended.IsCompleted);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("manual")]
    [InlineData("unrecognized")]
    [InlineData("too-many")]
    [InlineData("existing-session")]
    [InlineData("second-factor")]
    [InlineData("unknown-dialog")]
    public async Task A_person_can_finish_any_login_that_stands_still(string mode)
    {
        _login.Steer($"login_mode={mode}");

        var running = _login.RunAsync(Token);
        _login.Life.ForceLogin();
        await running;

        Assert.True(_login.Life.IsLoggedIn);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("primary", "yields", "(scenario 3)", true)]
    [InlineData("primary", "insists", "(scenario 4)", false)]
    [InlineData("PrimaryOverride", "yields", "(scenario 3)", true)]
    [InlineData("primaryoverride", "insists", "(scenario 4)", false)]
    [InlineData("secondary", "yields", "(scenario 2)", false)]
    // what is no action is taken for secondary
    [InlineData("first", "yields", "(scenario 2)", false)]
    public async Task Another_session_is_met_as_the_ini_says(string action, string rival, string scenario, bool logsIn)
    {
        _login.Ini["ExistingSessionDetectedAction"] = action;
        _login.Steer("login_mode=existing-session", $"rival={rival}");

        await _login.RunAsync(Token);

        Assert.Equal(logsIn, _login.Life.IsLoggedIn);
        Assert.Equal(!logsIn, _login.Life.Ended.IsCompleted);
        Assert.Contains(_login.Texts, text => text.EndsWith(scenario, StringComparison.Ordinal));
    }

    [Theory(Timeout = Deadline)]
    [InlineData("TradingMode", "demo", "ok", 80)]
    [InlineData("LoginDialogDisplayTimeout", "0", "no-window", 88)]
    public async Task A_failure_ends_with_its_code(string key, string value, string mode, int status)
    {
        _login.Ini[key] = value;
        _login.Steer($"login_mode={mode}");

        await _login.RunAsync(Token);

        Assert.Equal(status, await _login.Life.Ended);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("53000", "Please wait 53 seconds before attempting to re-login again.")]
    [InlineData("287000", "Please wait 4 minutes & 47 seconds before attempting to re-login again.")]
    public async Task A_lockout_names_its_time(string lockout, string text)
    {
        _login.Steer("login_mode=too-many", $"lockout_ms={lockout}");

        var running = _login.RunAsync(Token);

        Assert.False(running.IsCompleted);
        Assert.Contains($"Too many failed login attempts. {text}", _login.Texts);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_paper_warning_that_nobody_accepts_opens_the_port_and_silences_it()
    {
        _login.Ini["AcceptNonBrokerageAccountWarning"] = "no";

        await _login.RunAsync(Token);

        Assert.True(_login.Life.IsLoggedIn);
        Assert.True(_login.Life.IsHung);
        Assert.DoesNotContain("Click button: I understand and accept", _login.Texts);
        _login.Life.DismissDialog();
        Assert.False(_login.Life.IsHung);
    }

    [Theory(Timeout = Deadline)]
    [InlineData(false, GatewayStage.LoggedIn)]
    [InlineData(true, GatewayStage.Closing)]
    internal async Task The_api_port_opens_late_but_not_in_a_gateway_that_ends(bool ends, GatewayStage stage)
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        using var login = new ScriptedLogin { Clock = time };
        login.Steer("api_delay_ms=180000");

        var running = login.RunAsync(Token);
        Assert.Equal("Configuration tasks completed", login.Texts[^1]);
        time.Advance(TimeSpan.FromSeconds(179));
        Assert.Equal(GatewayStage.Configuring, login.Life.Stage);
        if (ends)
            login.Life.Enter(GatewayStage.Closing);

        time.Advance(TimeSpan.FromSeconds(1));
        await running;

        Assert.Equal(stage, login.Life.Stage);
    }

    [Fact(Timeout = Deadline)]
    public async Task Without_credentials_the_login_window_waits()
    {
        _login.Ini["IbPassword"] = "";

        var running = _login.RunAsync(Token);
        await _login.Life.WaitUntilAsync(() => _login.Life.Stage == GatewayStage.LoginWindow, Token);

        Assert.DoesNotContain("Setting password", _login.Texts);
        Assert.False(running.IsCompleted);
    }
}
