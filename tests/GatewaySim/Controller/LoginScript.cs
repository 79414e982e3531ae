using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>What the controller does and logs from the login window to the configured Gateway.</summary>
internal sealed class LoginScript(
    JavaArguments arguments,
    ControllerSettings settings,
    GatewayLife life,
    GatewayExit exit,
    GatewaySchedule schedule,
    ControllerLog log,
    TimeProvider clock
)
{
    private readonly SecondFactorDialog _secondFactor = new(settings, life, exit, log, clock);
    private readonly ExistingSessionDialog _existingSession = new(settings, life, log);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await (arguments.RestartDirectory is null ? LogInAsync(cancellationToken) : ResumeAsync(cancellationToken)))
            await BecomeReadyAsync(cancellationToken);
    }

    /// <summary>Logs in again after another session took the account; no credentials are typed.</summary>
    public async Task LogInAgainAsync(CancellationToken cancellationToken)
    {
        log.DialogOpens("Re-login is required");
        log.Write("Re-login to session");
        log.Write("Click button: Re-login");
        life.LoseSession();
        log.DialogCloses("Re-login is required");
        await DelayAsync(life.Scenario.LoginDelay, cancellationToken);
        var goesOn = life.Scenario.Rival switch
        {
            RivalSession.Insists => await _existingSession.MeetAsync(cancellationToken),
            RivalSession.Lingers => await life.WaitForPersonAsync(cancellationToken),
            _ => true,
        };
        if (goesOn)
            await BecomeReadyAsync(cancellationToken);
    }

    /// <summary>A dialog that the controller does not know stands before the API.</summary>
    public void MeetUnknownDialog()
    {
        log.DialogOpens(life.Scenario.DialogTitle);
        life.ShowDialog(life.Scenario.DialogTitle);
    }

    private async Task<bool> ResumeAsync(CancellationToken cancellationToken)
    {
        log.Write("Re-starting session");
        log.Write("Starting Gateway");
        await DelayAsync(life.Scenario.LoginDelay, cancellationToken);
        if (life.Scenario.Token != TokenState.Invalid)
            return true;

        log.DialogOpens("Login Error");
        log.Write("Login error message:");
        log.WriteRaw("The stored login is not valid any more");
        await exit.BeRefusedAsync(cancellationToken);
        return await life.WaitForPersonAsync(cancellationToken);
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

        return await life.WaitForPersonAsync(cancellationToken);
    }

    private async Task<bool> AttemptAsync(CancellationToken cancellationToken)
    {
        log.Write("Setting user name");
        log.Write("Setting password");
        LoginBook.Enter(arguments.SettingsPath, clock.GetUtcNow());
        log.Write($"Login attempt: {life.BeginAttempt()}");
        log.Write(settings.IsPaper ? "Click button: Paper Log In" : "Click button: Log In");
        log.Window("frame", "Loading...");
        log.Write("Found Gateway main window");
        if (!settings.IsPaper)
            log.Write("Waiting for Login frame to become SecondFactorAuthenticationDialog");

        await DelayAsync(life.Scenario.LoginDelay, cancellationToken);
        return Judge() switch
        {
            LoginMode.Ok or LoginMode.DialogAfterLogin => true,
            LoginMode.WrongPassword => await FailAsync(cancellationToken),
            LoginMode.ServerLost => await LoseServerAsync(cancellationToken),
            LoginMode.Unrecognized => await ShowAsync("Unrecognized Username or Password", cancellationToken),
            LoginMode.UnknownDialog => await ShowAsync(life.Scenario.DialogTitle, cancellationToken),
            LoginMode.TooMany => await BeLockedOutAsync(cancellationToken),
            LoginMode.SecondFactor => await PassSecondFactorAsync(cancellationToken),
            LoginMode.ExistingSession => await _existingSession.MeetAsync(cancellationToken),
            _ => await life.WaitForPersonAsync(cancellationToken),
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

    private async Task<bool> FailAsync(CancellationToken cancellationToken)
    {
        await DelayAsync(life.Scenario.RefusalDelay, cancellationToken);
        log.DialogOpens("Login failed");
        log.Write("Login failed");
        log.DialogCloses("Login failed");
        await exit.BeRefusedAsync(cancellationToken);
        return await life.WaitForPersonAsync(cancellationToken);
    }

    private async Task<bool> LoseServerAsync(CancellationToken cancellationToken)
    {
        await DelayAsync(life.Scenario.RefusalDelay, cancellationToken);
        await exit.LoseServerAsync(cancellationToken);
        return await life.WaitForPersonAsync(cancellationToken);
    }

    private async Task<bool> BeLockedOutAsync(CancellationToken cancellationToken)
    {
        var wait = life.Scenario.Lockout;
        var text =
            wait < TimeSpan.FromMinutes(1)
                ? $"{wait.Seconds} seconds"
                : $"{(int)wait.TotalMinutes} minutes & {wait.Seconds} seconds";
        log.Write($"Too many failed login attempts. Please wait {text} before attempting to re-login again.");
        if (!settings.ReloginAfterSecondFactorTimeout)
            return await life.WaitForPersonAsync(cancellationToken);

        await DelayAsync(wait + TimeSpan.FromSeconds(3), cancellationToken);
        return await AttemptAsync(cancellationToken);
    }

    private async Task<bool> ShowAsync(string dialog, CancellationToken cancellationToken)
    {
        log.DialogOpens(dialog);
        var goesOn = await life.WaitForPersonAsync(cancellationToken);
        if (goesOn)
            log.DialogCloses(dialog);

        return goesOn;
    }

    private async Task<bool> PassSecondFactorAsync(CancellationToken cancellationToken) =>
        await _secondFactor.PassAsync(cancellationToken) switch
        {
            SecondFactorOutcome.Passed => true,
            SecondFactorOutcome.TryAgain => await AttemptAsync(cancellationToken),
            _ => false,
        };

    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        log.Window("frame", "Authenticating...");
        log.Window("frame", "Initializing environment...", "Deactivated");
        log.Window("frame", "Starting application...", "Closed");
        log.Write("Login has completed");
        life.Enter(GatewayStage.Configuring);
        if (settings.IsPaper)
            MeetPaperWarning();

        if (life.Scenario.LoginMode == LoginMode.DialogAfterLogin)
            MeetUnknownDialog();

        schedule.AnnounceAutoAction();
        log.Write("Configuration tasks completed");
        await DelayAsync(life.Scenario.ApiDelay, cancellationToken);
        life.OpenApi();
    }

    private void MeetPaperWarning()
    {
        log.DialogOpens("Warning");
        if (settings.AcceptsPaperWarning)
        {
            log.Write("Click button: I understand and accept");
            log.DialogCloses("Warning");
        }
        else
            life.ShowDialog("Warning");
    }

    private Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(delay, clock, cancellationToken);
}
