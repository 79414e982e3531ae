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

    /// <summary>The dialog of the second factor is gone: answered, refused or timed out.</summary>
    SecondFactorClosed,

    /// <summary>The second factor cannot be asked for: the device is not named, or not in the list.</summary>
    SecondFactorUnavailable,

    LoginCompleted,

    /// <summary>The controller has done its settings; the API port is about to open.</summary>
    ConfigurationDone,

    /// <summary>The broker refused the credentials.</summary>
    LoginFailed,

    /// <summary>"Too many failed login attempts": the broker makes us wait.</summary>
    TooManyFailedLogins,

    /// <summary>Another session has the account; the dialog waits for a human.</summary>
    ExistingSessionAsks,

    /// <summary>Another session has the account, and this one gives way.</summary>
    ExistingSessionWins,

    /// <summary>Another session had the account, and this one goes on.</summary>
    ExistingSessionLoses,

    /// <summary>Another session took the account of the one that was logged in.</summary>
    SessionTaken,

    /// <summary>The Gateway cannot reach the broker; the controller begins anew by itself.</summary>
    ServerUnreachable,

    /// <summary>The stored token was refused, or the controller was told to log in afresh.</summary>
    ColdRestart,

    /// <summary>A dialog that the controller does not handle: a human may have to click it.</summary>
    UnknownDialog,

    /// <summary>The controller was told to stop, restart or pause.</summary>
    CommandTaken,

    /// <summary>A close-down by the controller's own clock.</summary>
    ScheduledClose,

    /// <summary>The controller gives up; the detail is its exit code.</summary>
    ControllerFailed,

    /// <summary>A Java process ended; the detail is its exit status.</summary>
    ProcessEnded,

    /// <summary>The controller keeps the login for the next start.</summary>
    Paused,
}
