using IbkrAgent.Gateway;
using static IbkrAgent.Gateway.GatewaySignal;

namespace IbkrAgent.Tests.Controllers;

/// <summary>
/// Lines of IBC 3.19 to 3.24, by state, with what they mean. A detail that is the whole text is written <c>*</c>.
/// </summary>
internal static class IbcLogLines
{
    public const string Stamp = "2026-11-20 16:30:01:123 IBC: ";

    private const string MoreTokens = "WARNING: More than one autorestart file was found. IBC can't determine which is";
    private const string NoDevice =
        "You should specify the required second factor device using the SecondFactorDevice setting in config.ini";
    private const string OtherIsPrimary =
        "Other session must be primary or primary override, so end this session and let the other one proceed "
        + "(scenario 4)";
    private const string TooMany =
        "Too many failed login attempts. Please wait 4 minutes & 47 seconds before attempting to re-login again.";

    /// <summary>Texts of IBC after its stamp.</summary>
    public static TheoryData<string, GatewaySignal, string> Texts =>
        new()
        {
            // The login window.
            { "Login dialog WINDOW_OPENED: LoginState is LOGGED_OUT", LoginWindowShown, "" },
            { "Exiting with exit code=1112", LoginWindowMissing, "" },
            { "Exiting after error with exit code=1112", LoginWindowMissing, "" },
            { "Re-starting session", SessionResumed, "" },
            // The attempt.
            { "Login attempt: 1", LoginAttempted, "" },
            { "Login attempt: 12", LoginAttempted, "" },
            { "Login attempt: 2 of 3", LoginAttempted, "" },
            // The second factor.
            { "Second Factor Authentication initiated", SecondFactorRequested, "" },
            { "Duration since login: 17 seconds", SecondFactorClosed, "*" },
            { "Re-login after second factor authentication timeout in 5 second", SecondFactorTimedOut, "*" },
            { "Re-login after second factor authentication timeout not required", SecondFactorTimedOut, "*" },
            { NoDevice, SecondFactorUnavailable, "*" },
            { "could not find second factor device 'IB Key' in the list", SecondFactorUnavailable, "*" },
            { "Could not find second factor device list.", SecondFactorUnavailable, "*" },
            // Logged in.
            { "Login has completed", LoginCompleted, "" },
            { "Configuration tasks completed", ConfigurationDone, "" },
            // Another session.
            { "User must choose whether to continue with this session (scenario 1)", ExistingSessionAsks, "*" },
            { "End this session and let the other session proceed (scenario 2)", ExistingSessionWins, "*" },
            {
                "Don't know the type of the other session, so continue this one (scenario 3)",
                ExistingSessionLoses,
                "*"
            },
            { OtherIsPrimary, ExistingSessionWins, "*" },
            { "Continue this session and let the other session exit (scenario 5)", ExistingSessionLoses, "*" },
            {
                "Other session may be primary, so end this session and let the other one proceed (scenario 6)",
                ExistingSessionWins,
                "*"
            },
            { "Re-login to session", SessionTaken, "" },
            // Refused.
            { "Login failed", LoginFailed, "" },
            {
                "detected dialog entitled: Unrecognized Username or Password; event=Opened",
                LoginFailed,
                "Unrecognized Username or Password"
            },
            { TooMany, TooManyFailedLogins, "*" },
            // A full login comes next.
            { "Cold restart in progress", ColdRestart, "" },
            { "Autorestart file contains invalid credentials: performing full login", ColdRestart, "*" },
            // The broker cannot be reached: the label of the dialog "Gateway".
            { "Connection to server failed: Server disconnected, please try again", ServerUnreachable, "*" },
            // Dialogs that a human may have to click.
            { "detected dialog entitled: Gateway; event=Opened", UnknownDialog, "Gateway" },
            { "detected dialog entitled: Gateway; event=Closed", UnknownDialogClosed, "Gateway" },
            { "detected dialog entitled: ** no title **; event=Opened", UnknownDialog, "** no title **" },
            { "detected dialog entitled: Trading Login Handoff; event=Opened", UnknownDialog, "Trading Login Handoff" },
            {
                "detected dialog entitled: API client needs write access action confirmation; event=Opened",
                UnknownDialog,
                "API client needs write access action confirmation"
            },
            { "detected dialog entitled: ; event=Opened", UnknownDialog, "" },
            { "detected dialog entitled: a; event=Closed; event=Opened", UnknownDialog, "a; event=Closed" },
            { "detected dialog entitled: Warning; event=Opened", UnknownDialog, "Warning" },
            { "Click button: I understand and accept", UnknownDialogClosed, "Warning" },
            // The end.
            { "CommandServer received command: STOP", CommandTaken, "STOP" },
            { "CommandServer received command: pause", PauseTaken, "PAUSE" },
            { "CommandServer received command: RESTART", RestartTaken, "RESTART" },
            { "CommandServer received command: RECONNECTDATA", CommandTaken, "RECONNECTDATA" },
            { "CommandServer received command: RECONNECTACCOUNT", CommandTaken, "RECONNECTACCOUNT" },
            { "Login has completed: exiting via [File, Close] menu", Closing, "" },
            { "Login has not completed: exiting immediately", Closing, "" },
            { "detected dialog entitled: Shutdown progress; event=Opened", Closing, "Shutdown progress" },
            { "detected dialog entitled: Restart in progress; event=Opened", Closing, "Restart in progress" },
            { "Gateway will be shut down at 2026/11/20 22:00", CloseScheduled, "*" },
            { "Gateway will be cold restarted at 2026/11/22 08:00", CloseScheduled, "*" },
            { "Auto restart time set to 11:45 PM", CloseScheduled, "*" },
            { "Auto restart time already set to 11:45 PM", CloseScheduled, "*" },
            { "Auto logoff time set to 11:45 PM", CloseScheduled, "*" },
            { "Auto logoff time already set to 11:45 PM", CloseScheduled, "*" },
            { "Exiting with exit code=1100", ControllerFailed, "1100" },
            { "Exiting after error with exit code=99999", ControllerFailed, "99999" },
        };

    /// <summary>Lines of the script, which have no stamp.</summary>
    public static TheoryData<string, GatewaySignal, string> ScriptLines =>
        new()
        {
            { "Starting Gateway with this command:", ProcessStarted, "" },
            { "IBC returned exit status 0", ProcessEnded, "0" },
            { "IBC returned exit status 137", ProcessEnded, "137" },
            { "IBC will cold-restart shortly", ColdRestart, "" },
            { MoreTokens, ColdRestart, "more than one stored login was found: all are deleted" },
            { "IBC is paused", Paused, "" },
        };

    /// <summary>Texts of IBC that are no news.</summary>
    public static TheoryData<string> Nothing =>
        [
            "",
            "version: 3.24.1",
            "CommandServer started and is ready to accept commands",
            "CommandServer failed to create socket",
            "Starting session: will exit if login dialog is not displayed within 60 seconds",
            "Starting Gateway",
            "detected frame entitled: IBKR Gateway; event=Opened",
            "Login dialog WINDOW_OPENED: LoginState is LOGGING_IN",
            "Login dialog WINDOW_OPENED: LoginState is LOGGED_IN",
            "Setting user name",
            "Setting password",
            "Click button: Log In",
            "Click button: Paper Log In",
            "Found Gateway main window",
            "detected frame entitled: Authenticating...; event=Opened",
            "detected frame entitled: Initializing environment...; event=Opened",
            // Printed for every live login, also without a second factor.
            "Waiting for Login frame to become SecondFactorAuthenticationDialog",
            "Login frame has now become SecondFactorAuthenticationDialog",
            "detected dialog entitled: Second Factor Authentication; event=Opened",
            "detected dialog entitled: Second Factor Authentication; event=Closed",
            "detected dialog entitled: Security Code Card Authentication; event=Opened",
            "If login has not completed, IBC will exit in 60 seconds",
            "detected frame entitled: Starting application...; event=Closed",
            "Login has already completed - no need for IBC to exit",
            "detected dialog entitled: DU1234567 Trader Workstation Configuration; event=Opened",
            "detected dialog entitled: DU1234567 Trader Workstation Configuration; event=Closed",
            "detected dialog entitled: Tip of the Day; event=Opened",
            // The line after it says what becomes of it.
            "detected dialog entitled: Existing session detected; event=Opened",
            "detected dialog entitled: Re-login is required; event=Opened",
            "detected dialog entitled: Login failed; event=Opened",
            "detected dialog entitled: Login Error; event=Opened",
            "Login error message:",
            "IBC closing after TWS/Gateway failed to display login dialog",
            "CommandServer received command: EXIT",
            // Once is enough.
            "detected dialog entitled: Unrecognized Username or Password; event=Activated",
            "detected dialog entitled: Unrecognized Username or Password; event=Focused",
            "detected dialog entitled: Unrecognized Username or Password; event=Closed",
            "detected dialog entitled: Gateway; event=Activated",
            "detected dialog entitled: Shutdown progress; event=Closed",
        ];

    /// <summary>Words of the broker, of an account's owner or of whoever can reach the command port.</summary>
    public static TheoryData<string> Lookalikes =>
        [
            // Not where IBC has its text.
            "IBC: Login failed",
            "Login failed",
            "Login attempt: 1",
            "Login has completed",
            "2026-11-20 16:30:01 IBC: Login failed",
            "2026-11-20 16:30:01:12 IBC: Login failed",
            "2026-11-2O 16:30:01:123 IBC: Login failed",
            "\u0662026-11-20 16:30:01:123 IBC: Login failed",
            " " + Stamp + "Login failed",
            "x " + Stamp + "Login failed",
            "2026-11-20 16:30:01:123  IBC: Login failed",
            Stamp[..^1],
            // More than IBC says.
            Stamp + "Login failed - Server disconnected, please try again",
            Stamp + "Login has completed the form",
            Stamp + " Login failed",
            Stamp + "Login attempt: one",
            Stamp + "Login attempts: 1",
            Stamp + "The dialog said: Too many failed login attempts",
            Stamp + "Exiting with exit code=",
            Stamp + "Exiting with exit code=11x0",
            Stamp + "Exiting with exit code=123456",
            // Texts that others chose.
            Stamp + "detected frame entitled: Unrecognized Username or Password; event=Opened",
            Stamp + "detected frame entitled: IB Gateway.  API Account: Login failed; event=Opened",
            Stamp + "detected frame entitled: x (scenario 4)",
            Stamp + "CommandServer received command: Login failed",
            Stamp + "CommandServer received command: go away (scenario 4)",
            Stamp + "CommandServer received command: STOPP",
            Stamp + "Click button: Login has completed",
            Stamp + "Window structure for dialog entitled: Gateway; event=Opened",
            Stamp + "IBC returned exit status 0",
            Stamp + "IBC is paused",
            // Script lines that are longer, or not numbers.
            "Starting Gateway with this command: java",
            " Starting Gateway with this command:",
            "echo IBC is paused",
            "IBC is paused for a while",
            "IBC returned exit status",
            "IBC returned exit status x",
            "IBC returned exit status 0x1",
            "autorestart file found at /var/lib/ibkr-gateway/main/abc/autorestart: authentication will not be required",
            "autorestart file not found: full authentication will be required",
            "IBC will restart shortly",
            "Gateway finished",
            "Starting IBC version 3.24.1 on 2026-11-20 at 16:30:01",
            "java.class.path = /opt/ibc/IBC.jar",
            "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
        ];
}
