namespace IbkrAgent.Faults.Themes;

/// <summary>The broker does not let the Gateway in, wants more than a password, or has another session.</summary>
internal static class LoginFaults
{
    /// <summary>As slow as a real java: the controller begins anew at once, and the stop has to be quicker.</summary>
    private const string SlowWindow = "set window_delay_ms 4000";

    public static readonly IReadOnlyList<Fault> All =
    [
        LockedOut(
            "wrong-password",
            "the password is wrong for ever, and the controller tries on",
            SlowWindow,
            "login-mode wrong-password"
        ) with
        {
            Logins = new(1, 2),
            Restarts = new(1, 2),
            Must = "stop within the budget, and wait for a human",
        },
        LockedOut(
            "unknown-password-dialog",
            "a dialog says that the password is unknown, and stands",
            "login-mode unrecognized"
        ) with
        {
            Logins = 2,
            Restarts = 2,
        },
        LockedOut("too-many-failed-logins", "the broker wants a pause", "login-mode too-many") with
        {
            Must = "stop at once, and wait for a human",
            MustNot = "make it longer by another login",
        },
        LockedOut("second-factor-ignored", "nobody answers the phone", "login-mode second-factor") with
        {
            Logins = 2,
            Restarts = 2,
            Must = "ask twice, then wait for a human",
            MustNot = "ask a third time",
            Told = ["approval-needed", "locked-out"],
        },
        LockedOut(
            "second-factor-asked-again",
            "nobody answers the phone, and the controller asks again",
            "scenario second-factor-relogin"
        ) with
        {
            Logins = 2,
            Must = "stop before the third request",
            MustNot = "let it be asked a third time",
            Told = ["approval-needed", "locked-out"],
        },
        new("second-factor-late", Outcome.Recovered, "the phone is answered late", ApproveLateAsync)
        {
            AtTheStart = true,
            StandIn = ["login-mode second-factor"],
            Must = "tell a human at once, and wait",
            MustNot = "interrupt a login that can still be answered",
            Logins = 1,
            Restarts = 1,
            Via = ["AwaitingTwoFactor", "Ready"],
            Told = ["approval-needed", "recovered"],
        },
        new(
            "dialog-at-the-login",
            Outcome.Recovered,
            "a dialog that nobody knows, until a human answers it",
            AnswerDialogAsync
        )
        {
            AtTheStart = true,
            StandIn = ["login-mode unknown-dialog"],
            Must = "tell a human, and wait",
            MustNot = "log in again, only to meet the same dialog",
            Logins = 1,
            Restarts = 1,
            Via = ["PortClosed", "Ready"],
            Told = ["port-closed", "recovered"],
        },
        Conflict(
            "existing-session",
            "another session has the account; told to give way",
            "scenario existing-session-secondary"
        ) with
        {
            Stops = new(0, 1), // it ends by itself, at the same time
        },
        Conflict(
            "existing-session-asks",
            "another session has the account; a dialog asks",
            "scenario existing-session-manual"
        ) with
        {
            Stops = 1,
        },
        Taken("session-taken", "another session takes the account", "scenario session-taken"),
        Taken("session-taken-back", "the same, and the controller takes it back", "scenario session-taken-back"),
        new(
            "no-line-at-the-login",
            Outcome.Escalated,
            "the broker cannot be reached, and the controller tries on",
            Nothing
        )
        {
            AtTheStart = true,
            StandIn = [SlowWindow, "login-mode server-lost"],
            Must = "stop when the logins of an hour are spent, and tell a human after 5 min",
            MustNot = "log in for ever",
            Logins = 2,
            Restarts = 1,
            Stops = 1,
            Verdict = "UpstreamLost",
            Health = 4,
            EndsDown = true,
            Told = ["upstream-lost"],
            Patience = 8,
        },
    ];

    private static Fault LockedOut(string name, string injected, params string[] standIn) =>
        new(name, Outcome.Escalated, injected, Nothing)
        {
            AtTheStart = true,
            StandIn = standIn,
            Must = "stop when the logins of an hour are spent, and wait for a human",
            MustNot = "come near the 10 failed logins at which the broker locks the account",
            Logins = 1,
            Restarts = 1,
            Stops = 1,
            Verdict = "LockedOut",
            Health = 3,
            EndsDown = true,
            Told = ["locked-out"],
        };

    private static Fault Conflict(string name, string injected, string standIn) =>
        new(name, Outcome.Escalated, injected, Nothing)
        {
            AtTheStart = true,
            StandIn = [standIn],
            Must = "leave the account to the other session, and tell a human",
            MustNot = "log in again",
            Logins = 1,
            Restarts = 1,
            Verdict = "SessionConflict",
            Health = 3,
            EndsDown = true,
            Told = ["session-conflict"],
        };

    private static Fault Taken(string name, string injected, string command) =>
        Conflict(name, injected, "scenario normal") with
        {
            AtTheStart = false,
            PlayAsync = agent => agent.SteerAsync(command),
            Must = "stop the Gateway, and tell a human",
            MustNot = "take the account back",
            Restarts = 0,
            Stops = 1,
        };

    private static Task Nothing(RunningAgent agent) => Task.CompletedTask;

    private static async Task ApproveLateAsync(RunningAgent agent)
    {
        await agent.VerdictLastsAsync("AwaitingTwoFactor", seconds: 8);
        await agent.SteerAsync("second-factor approve");
    }

    private static async Task AnswerDialogAsync(RunningAgent agent)
    {
        await agent.VerdictLastsAsync("PortClosed", seconds: 5);
        await agent.SteerAsync("login ok");
    }
}
