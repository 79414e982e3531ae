using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class LoginScriptTests : IDisposable
{
    private const int Deadline = 20_000;
    private const string Password = "s3cret";

    private readonly TemporaryDirectory _settings = new();
    private readonly RecordedOutput _output = new();
    private readonly Dictionary<string, string> _ini = new()
    {
        ["IbLoginId"] = "me",
        ["IbPassword"] = Password,
        ["TradingMode"] = "paper",
    };
    private GatewayLife _life = new(Quick());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Assert.DoesNotContain(_output.Lines, line => line.Contains(Password, StringComparison.Ordinal));
        _output.Dispose();
        _settings.Dispose();
    }

    [Fact(Timeout = Deadline)]
    public async Task A_login_is_logged_in_the_order_of_the_real_one()
    {
        await RunAsync();

        Assert.True(_life.IsLoggedIn);
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
                "Found Gateway main window",
                "detected frame entitled: Starting application...; event=Closed",
                "Login has completed",
                "detected dialog entitled: Warning; event=Opened",
                "Click button: I understand and accept",
                "Configuration tasks completed",
            ],
            Texts()
        );
    }

    [Fact(Timeout = Deadline)]
    public async Task A_stored_token_needs_no_credentials()
    {
        _ini["IbPassword"] = "";

        await RunAsync(token: "user");

        Assert.True(_life.IsLoggedIn);
        Assert.Equal(["Re-starting session", "Starting Gateway"], Texts().Take(2));
        Assert.DoesNotContain("Setting password", Texts());
    }

    [Fact(Timeout = Deadline)]
    public async Task A_token_the_broker_does_not_take_leads_to_a_cold_restart()
    {
        _life = new(Quick().With("token", "invalid"));

        await RunAsync(token: "user");

        Assert.Equal(ExitStatus.Ended, await _life.Ended);
        Assert.Contains("Cold restart in progress", Texts());
        Assert.True(Files().TakeColdRestart());
    }

    [Fact(Timeout = Deadline)]
    public async Task A_failed_login_ends_java_and_asks_for_a_cold_restart()
    {
        _life = new(Quick().With("expected_password", "another"));

        await RunAsync();

        Assert.Equal(ExitStatus.Ended, await _life.Ended);
        Assert.True(Files().TakeColdRestart());
        Assert.Contains("Login failed", Texts());
    }

    [Fact(Timeout = Deadline)]
    public async Task An_unrecognized_password_stands_still()
    {
        _life = new(Quick().With("refusal", "unrecognized").With("expected_password", "another"));

        var running = RunAsync();
        await _output.WaitForAsync("entitled: Unrecognized Username or Password; event=Opened", Token);

        Assert.False(running.IsCompleted);
        Assert.False(_life.Ended.IsCompleted);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("manual")]
    [InlineData("unrecognized")]
    [InlineData("too-many")]
    [InlineData("existing-session")]
    [InlineData("second-factor")]
    public async Task A_person_can_finish_any_login_that_stands_still(string mode)
    {
        _life = new(Quick().With("login_mode", mode));

        var running = RunAsync();
        _life.ForceLogin();
        await running;

        Assert.True(_life.IsLoggedIn);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("no", "Re-login after second factor authentication timeout not required")]
    [InlineData("yes", "If login has not completed, IBC will exit in 60 seconds")]
    public async Task An_approved_second_factor_completes_the_login(string relogin, string line)
    {
        _ini["ReloginAfterSecondFactorAuthenticationTimeout"] = relogin;
        _life = new(Quick().With("login_mode", "second-factor"));

        var running = RunAsync();
        await _life.WaitUntilAsync(() => _life.Stage == GatewayStage.SecondFactor, Token);
        _life.Answer(SecondFactorAnswer.Approve);
        await running;

        Assert.True(_life.IsLoggedIn);
        Assert.Contains("Second Factor Authentication initiated", Texts());
        Assert.Contains("Duration since login: 0 seconds", Texts());
        Assert.Contains(line, Texts());
    }

    [Fact(Timeout = Deadline)]
    public async Task A_second_factor_nobody_answers_is_tried_again_when_the_ini_says_so()
    {
        _ini["ReloginAfterSecondFactorAuthenticationTimeout"] = "yes";
        _life = new(Quick().With("login_mode", "second-factor").With("second_factor_timeout_ms", "1"));

        var running = RunAsync();
        await _output.WaitForAsync("Login attempt: 2", Token);
        _life.ForceLogin();
        await running;

        Assert.Contains("Re-login after second factor authentication timeout in 5 second", Texts());
    }

    [Fact(Timeout = Deadline)]
    public async Task A_login_that_hangs_after_the_second_factor_ends_with_its_own_code()
    {
        _ini["ReloginAfterSecondFactorAuthenticationTimeout"] = "yes";
        _ini["SecondFactorAuthenticationExitInterval"] = "0";
        _life = new(Quick().With("login_mode", "second-factor"));

        var running = RunAsync();
        await _life.WaitUntilAsync(() => _life.Stage == GatewayStage.SecondFactor, Token);
        _life.Answer(SecondFactorAnswer.Hang);
        await running;

        Assert.Equal(87, await _life.Ended);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("primary", "(scenario 3)", true)]
    [InlineData("secondary", "(scenario 2)", false)]
    public async Task Another_session_is_met_as_the_ini_says(string action, string scenario, bool logsIn)
    {
        _ini["ExistingSessionDetectedAction"] = action;
        _life = new(Quick().With("login_mode", "existing-session"));

        await RunAsync();

        Assert.Equal(logsIn, _life.IsLoggedIn);
        Assert.Equal(!logsIn, _life.Ended.IsCompleted);
        Assert.Contains(Texts(), text => text.EndsWith(scenario, StringComparison.Ordinal));
    }

    [Theory(Timeout = Deadline)]
    [InlineData("TradingMode", "demo", "ok", 80)]
    [InlineData("LoginDialogDisplayTimeout", "0", "no-window", 88)]
    public async Task A_failure_ends_with_its_code(string key, string value, string mode, int status)
    {
        _ini[key] = value;
        _life = new(Quick().With("login_mode", mode));

        await RunAsync();

        Assert.Equal(status, await _life.Ended);
    }

    [Fact(Timeout = Deadline)]
    public async Task Without_credentials_the_login_window_waits()
    {
        _ini["IbPassword"] = "";

        var running = RunAsync();
        await _life.WaitUntilAsync(() => _life.Stage == GatewayStage.LoginWindow, Token);

        Assert.DoesNotContain("Setting password", Texts());
        Assert.False(running.IsCompleted);
    }

    private static Scenario Quick() =>
        Scenario
            .Default.With("window_delay_ms", "0")
            .With("login_delay_ms", "0")
            .With("refusal_delay_ms", "0")
            .With("relogin_delay_ms", "0")
            .With("api_delay_ms", "0");

    private Task RunAsync(string? token = null)
    {
        var arguments = new JavaArguments("", _settings.Path, "0123abcd", token, "", "", new(""), "");
        var log = new ControllerLog(_output, TimeProvider.System);
        var exit = new GatewayExit(_life, Files(), log, TimeProvider.System);
        return new LoginScript(arguments, new(_ini, arguments), _life, exit, log, TimeProvider.System).RunAsync(Token);
    }

    private RestartFiles Files() => new(_settings.Path, "0123abcd");

    private string[] Texts() =>
        [
            .. _output
                .Lines.Select(line => line.Split(" IBC: "))
                .Where(parts => parts.Length == 2)
                .Select(parts => parts[1]),
        ];
}
