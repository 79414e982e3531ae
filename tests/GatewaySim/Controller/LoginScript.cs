using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>What the controller does and logs from the login window to the configured Gateway.</summary>
internal sealed class LoginScript(
    JavaArguments arguments,
    ControllerSettings settings,
    GatewayLife life,
    GatewayExit exit,
    ControllerLog log,
    TimeProvider clock
)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await (arguments.RestartDirectory is null ? LogInAsync(cancellationToken) : ResumeAsync(cancellationToken)))
            await BecomeReadyAsync(cancellationToken);
    }

    private async Task<bool> ResumeAsync(CancellationToken cancellationToken)
    {
        log.Write("Re-starting session");
        log.Write("Starting Gateway");
        await DelayAsync(life.Scenario.LoginDelay, cancellationToken);
        if (life.Scenario.Token == TokenState.Valid)
            return true;

        log.Window("dialog", "Login Error");
        log.Write("Login error message:");
        exit.ColdRestart();
        return false;
    }

    private async Task<bool> LogInAsync(CancellationToken cancellationToken)
    {
        var limit = settings.LoginWindowTimeout;
        log.Write(
            $"Starting session: will exit if login dialog is not displayed within {limit.TotalSeconds:0} seconds"
        );
        log.Write("Starting Gateway");
        if (life.Scenario.LoginMode == LoginMode.NoWindow)
        {
            await DelayAsync(limit, cancellationToken);
            exit.Fail(ControllerExitCode.LoginWindowTimedOut, "The login window was not shown in time");
            return false;
        }

        await DelayAsync(life.Scenario.WindowDelay, cancellationToken);
        log.Window("frame", "IBKR Gateway");
        log.Write("Login dialog WINDOW_OPENED: LoginState is LOGGED_OUT");
        life.Enter(GatewayStage.LoginWindow);
        if (!settings.IsTradingModeValid)
        {
            exit.Fail(ControllerExitCode.InvalidTradingMode, $"Invalid trading mode: {settings.TradingMode}");
            return false;
        }

        if (settings.HasCredentials && life.Scenario.LoginMode != LoginMode.Manual)
            return await AttemptAsync(cancellationToken);

        return await WaitForPersonAsync(cancellationToken);
    }

    private async Task<bool> AttemptAsync(CancellationToken cancellationToken)
    {
        log.Write("Setting user name");
        log.Write("Setting password");
        log.Write($"Login attempt: {life.BeginAttempt()}");
        log.Write(settings.IsPaper ? "Click button: Paper Log In" : "Click button: Log In");
        log.Write("Found Gateway main window");
        if (!settings.IsPaper)
            log.Write("Waiting for Login frame to become SecondFactorAuthenticationDialog");

        await DelayAsync(life.Scenario.LoginDelay, cancellationToken);
        return Judge() switch
        {
            LoginMode.Ok => true,
            LoginMode.WrongPassword => await BeRefusedAsync(cancellationToken),
            LoginMode.Unrecognized => await ShowAsync("Unrecognized Username or Password", cancellationToken),
            LoginMode.TooMany => await BeLockedOutAsync(cancellationToken),
            LoginMode.SecondFactor => await PassSecondFactorAsync(cancellationToken),
            LoginMode.ExistingSession => await MeetExistingSessionAsync(cancellationToken),
            _ => await WaitForPersonAsync(cancellationToken),
        };
    }

    private LoginMode Judge() =>
        (life.Scenario.Knows(settings.User, settings.Password), life.Scenario.LoginMode, life.Scenario.Refusal) switch
        {
            (true, var mode, _) => mode,
            (false, LoginMode.TooMany, _) => LoginMode.TooMany,
            (false, _, RefusalMode.Unrecognized) => LoginMode.Unrecognized,
            (false, _, _) => LoginMode.WrongPassword,
        };

    private async Task<bool> BeRefusedAsync(CancellationToken cancellationToken)
    {
        await DelayAsync(life.Scenario.RefusalDelay, cancellationToken);
        log.Window("dialog", "Login failed");
        log.Write("Login failed");
        exit.ColdRestart();
        return false;
    }

    private Task<bool> BeLockedOutAsync(CancellationToken cancellationToken)
    {
        log.Write("Too many failed login attempts. Please wait 120 seconds before attempting to re-login.");
        return WaitForPersonAsync(cancellationToken);
    }

    private Task<bool> ShowAsync(string dialog, CancellationToken cancellationToken)
    {
        log.Window("dialog", dialog);
        return WaitForPersonAsync(cancellationToken);
    }

    private async Task<bool> MeetExistingSessionAsync(CancellationToken cancellationToken)
    {
        log.Window("dialog", "Existing session detected");
        switch (settings.ExistingSessionAction.ToUpperInvariant())
        {
            case "PRIMARY" or "PRIMARYOVERRIDE":
                log.Write("Continue this session and let the other session end (scenario 3)");
                return true;
            case "SECONDARY":
                log.Write("End this session and let the other session proceed (scenario 2)");
                life.End(ExitStatus.Ended);
                return false;
            default:
                log.Write("User must choose whether to continue with this session (scenario 1)");
                return await WaitForPersonAsync(cancellationToken);
        }
    }

    private async Task<bool> PassSecondFactorAsync(CancellationToken cancellationToken)
    {
        log.Write("Second Factor Authentication initiated");
        life.Enter(GatewayStage.SecondFactor);
        var began = clock.GetTimestamp();
        var answer = await WaitForAnswerAsync(cancellationToken);
        log.Write($"Duration since login: {clock.GetElapsedTime(began).TotalSeconds:0} seconds");
        life.Enter(GatewayStage.Authenticating);
        return (settings.ReloginAfterSecondFactorTimeout, answer) switch
        {
            (false, _) => await ContinueWithoutReloginAsync(answer, cancellationToken),
            (true, SecondFactorAnswer.Timeout) => await LogInAgainAsync(cancellationToken),
            (true, _) => await ContinueWithExitIntervalAsync(answer, cancellationToken),
        };
    }

    private async Task<SecondFactorAnswer> WaitForAnswerAsync(CancellationToken cancellationToken)
    {
        var answered = life.WaitUntilAsync(
            () => life.SecondFactorAnswer is not null || life.IsLoginForced,
            cancellationToken
        );
        try
        {
            await answered.WaitAsync(life.Scenario.SecondFactorTimeout, clock, cancellationToken);
            return life.SecondFactorAnswer ?? SecondFactorAnswer.Approve;
        }
        catch (TimeoutException)
        {
            return SecondFactorAnswer.Timeout;
        }
    }

    private Task<bool> ContinueWithoutReloginAsync(SecondFactorAnswer answer, CancellationToken cancellationToken)
    {
        log.Write("Re-login after second factor authentication timeout not required");
        return answer == SecondFactorAnswer.Approve ? Task.FromResult(true) : WaitForPersonAsync(cancellationToken);
    }

    private async Task<bool> ContinueWithExitIntervalAsync(
        SecondFactorAnswer answer,
        CancellationToken cancellationToken
    )
    {
        var interval = settings.SecondFactorExitInterval;
        log.Write($"If login has not completed, IBC will exit in {interval.TotalSeconds:0} seconds");
        if (answer == SecondFactorAnswer.Approve)
            return true;

        await DelayAsync(interval, cancellationToken);
        exit.Fail(ControllerExitCode.SecondFactorLoginTimedOut, "Login has not completed after the second factor");
        return false;
    }

    private async Task<bool> LogInAgainAsync(CancellationToken cancellationToken)
    {
        log.Write("Re-login after second factor authentication timeout in 5 second");
        await DelayAsync(life.Scenario.ReloginDelay, cancellationToken);
        return await AttemptAsync(cancellationToken);
    }

    private async Task<bool> WaitForPersonAsync(CancellationToken cancellationToken)
    {
        await life.WaitUntilAsync(() => life.IsLoginForced, cancellationToken);
        return true;
    }

    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        log.Window("frame", "Starting application...", "Closed");
        log.Write("Login has completed");
        if (settings.IsPaper)
            await AcceptPaperWarningAsync(cancellationToken);

        log.Write("Configuration tasks completed");
        await DelayAsync(life.Scenario.ApiDelay, cancellationToken);
        life.Enter(GatewayStage.LoggedIn);
    }

    private async Task AcceptPaperWarningAsync(CancellationToken cancellationToken)
    {
        log.Window("dialog", "Warning");
        if (settings.AcceptsPaperWarning)
            log.Write("Click button: I understand and accept");
        else
            await WaitForPersonAsync(cancellationToken);
    }

    private Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(delay, clock, cancellationToken);
}
