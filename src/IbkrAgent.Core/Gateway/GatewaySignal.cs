namespace IbkrAgent.Gateway;

/// <summary>What a line of the controller's log means.</summary>
public enum GatewaySignal
{
    /// <summary>A Java process begins inside the unit; with each one the login starts anew.</summary>
    ProcessStarted,

    /// <summary>Begins without credentials, from a stored token.</summary>
    SessionResumed,

    /// <summary>Credentials are being submitted: counts as a login attempt, whoever caused it.</summary>
    LoginAttempted,

    /// <summary>The broker asks for the second factor.</summary>
    SecondFactorRequested,

    LoginCompleted,

    /// <summary>The broker refused the credentials.</summary>
    LoginFailed,

    /// <summary>"Too many failed login attempts": the broker makes us wait.</summary>
    TooManyFailedLogins,
}
