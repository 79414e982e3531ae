namespace IbkrAgent.Gateway;

/// <summary>A line of the controller's log that means something.</summary>
/// <param name="Detail">what the line says beside its meaning: a dialog's title, an exit code; mostly empty.</param>
public readonly record struct ControllerLine(GatewaySignal Signal, string Detail = "");

/// <summary>What a line of the controller's log means.</summary>
public enum GatewaySignal
{
    /// <summary>A Java process begins inside the unit; with each one the login starts anew.</summary>
    ProcessStarted,

    /// <summary>Begins without credentials, from a stored token.</summary>
    SessionResumed,

    /// <summary>The login window is there.</summary>
    LoginWindowShown,

    /// <summary>The login window did not come in time; the controller begins anew by itself.</summary>
    LoginWindowMissing,

    /// <summary>Credentials are being submitted: counts as a login attempt, whoever caused it.</summary>
    LoginAttempted,

    /// <summary>The broker asks for the second factor.</summary>
    SecondFactorRequested,

    /// <summary>The dialog of the second factor is gone; the detail says after how long.</summary>
    SecondFactorClosed,

    /// <summary>It went unanswered. The detail says whether the controller asks again, or waits for ever.</summary>
    SecondFactorTimedOut,

    /// <summary>The second factor cannot be asked for: the device is not named, or not in the list.</summary>
    SecondFactorUnavailable,

    LoginCompleted,

    /// <summary>The controller has done its settings in the Gateway's windows; the API port is about to open.</summary>
    ConfigurationDone,

    /// <summary>The broker refused the credentials.</summary>
    LoginFailed,

    /// <summary>"Too many failed login attempts": the broker makes us wait; the detail says how long.</summary>
    TooManyFailedLogins,

    /// <summary>Another session has the account; the dialog waits for a human.</summary>
    ExistingSessionAsks,

    /// <summary>Another session has the account, and this one gives way.</summary>
    ExistingSessionWins,

    /// <summary>Another session had the account, and this one goes on.</summary>
    ExistingSessionLoses,

    /// <summary>
    /// Another session took the account of the one that was logged in, which asks for it back by itself.
    /// </summary>
    SessionTaken,

    /// <summary>The Gateway cannot reach the broker; the controller begins anew by itself.</summary>
    ServerUnreachable,

    /// <summary>The next login is a full one: the stored one was refused, or the controller begins anew.</summary>
    ColdRestart,

    /// <summary>A dialog that may stand there until a human clicks it; the detail is its title.</summary>
    UnknownDialog,

    /// <summary>Such a dialog is gone, whoever clicked it; the detail is its title.</summary>
    UnknownDialogClosed,

    /// <summary>The controller was told to stop or to reconnect; the detail is the command.</summary>
    CommandTaken,

    /// <summary>The controller was told to end the Gateway and keep its login for the next start.</summary>
    PauseTaken,

    /// <summary>The controller was told to begin anew inside the unit and keep the login.</summary>
    RestartTaken,

    /// <summary>The Gateway will end or begin anew by a clock that is not ours; the detail says when.</summary>
    CloseScheduled,

    /// <summary>The Gateway closes: told to, by a clock, or to begin anew.</summary>
    Closing,

    /// <summary>The controller gives up; the detail is its exit code.</summary>
    ControllerFailed,

    /// <summary>A Java process ended; the detail is its exit status.</summary>
    ProcessEnded,

    /// <summary>The controller keeps the login for the next start.</summary>
    Paused,
}
