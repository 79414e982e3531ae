namespace IbkrAgent.GatewaySim.Steering;

/// <summary>The named scenarios of the login, and of what can stand between it and the API.</summary>
internal static class LoginScenarios
{
    public static readonly NamedScenario[] All =
    [
        // the login
        new("login-failed", "Login failed: java anew for ever, an attempt every 1.6 s", "login_mode=wrong-password"),
        new("unrecognized", "Unrecognized Username or Password: stands still", "login_mode=unrecognized"),
        new("too-many-failed-logins", "Too many failed login attempts: stands still", "login_mode=too-many"),
        new(
            "too-many-then-relogin",
            "Too many failed login attempts: tries again after the time it names",
            "login_mode=too-many",
            "lockout_ms=5000",
            "ini.ReloginAfterSecondFactorAuthenticationTimeout=yes"
        ),
        new("empty-credentials", "the login window waits for a human", "login_mode=manual"),
        new(
            "no-login-window",
            "1112 after 4 s, java anew for ever",
            "login_mode=no-window",
            "ini.LoginDialogDisplayTimeout=4"
        ),
        new("server-lost-at-login", "Connection to server failed: java anew for ever", "login_mode=server-lost"),
        new("unknown-dialog-at-login", "an unknown dialog stands before the login", "login_mode=unknown-dialog"),
        new(
            "notice-at-login",
            "a notice of the broker stands before the login; its text cannot be read",
            "login_mode=unknown-dialog",
            "dialog_title=Gateway"
        ),
        new("slow-start", "the API port opens 3 min after the login", "api_delay_ms=180000"),
        // the second factor
        new("second-factor", "the phone is asked; ctl second-factor approve answers", "login_mode=second-factor"),
        new(
            "second-factor-approved",
            "the phone is asked and answers after a second",
            "login_mode=second-factor",
            "second_factor_answer=approve"
        ),
        new(
            "second-factor-timeout",
            "nobody answers, and nothing goes on",
            "login_mode=second-factor",
            "second_factor_timeout_ms=3000",
            "ini.ReloginAfterSecondFactorAuthenticationTimeout=no"
        ),
        new(
            "second-factor-relogin",
            "nobody answers: asked again after 5 s, for ever",
            "login_mode=second-factor",
            "second_factor_timeout_ms=3000",
            "ini.ReloginAfterSecondFactorAuthenticationTimeout=yes"
        ),
        new(
            "second-factor-hung",
            "answered, but the login does not go on: 1111; status 87",
            "login_mode=second-factor",
            "second_factor_answer=hang",
            "ini.ReloginAfterSecondFactorAuthenticationTimeout=yes",
            "ini.SecondFactorAuthenticationExitInterval=4"
        ),
        new(
            "second-factor-hung-loop",
            "the same with --on2fatimeout=restart: java anew for ever",
            "login_mode=second-factor",
            "second_factor_answer=hang",
            "on2fatimeout=restart",
            "ini.ReloginAfterSecondFactorAuthenticationTimeout=yes",
            "ini.SecondFactorAuthenticationExitInterval=4"
        ),
        new(
            "second-factor-device-not-named",
            "several devices and none named in the ini: waits for a human",
            "login_mode=second-factor",
            "second_factor_devices=IB Key,Mobile Authenticator App",
            "ini.SecondFactorDevice="
        ),
        new(
            "second-factor-device-not-listed",
            "several devices and another one named in the ini: waits for a human",
            "login_mode=second-factor",
            "second_factor_devices=IB Key,Mobile Authenticator App",
            "ini.SecondFactorDevice=SMS"
        ),
        // another session
        new(
            "existing-session-manual",
            "another session has the account: waits for a human (1)",
            "login_mode=existing-session",
            "ini.ExistingSessionDetectedAction=manual"
        ),
        new(
            "existing-session-secondary",
            "another session has the account: ends (2); status 0",
            "login_mode=existing-session",
            "ini.ExistingSessionDetectedAction=secondary"
        ),
        new(
            "existing-session-primary",
            "another session has the account, and ends when this one goes on (3)",
            "login_mode=existing-session",
            "ini.ExistingSessionDetectedAction=primary"
        ),
        new(
            "existing-session-primary-twice",
            "another session has the account and comes back: ends (3, 4); status 0",
            "login_mode=existing-session",
            "rival=insists",
            "ini.ExistingSessionDetectedAction=primary"
        ),
        new(
            "existing-session-kept",
            "another session wants the account of this one, which stays (5)",
            "incident=existing-session",
            "ini.ExistingSessionDetectedAction=primary"
        ),
        new(
            "existing-session-given-up",
            "another session wants the account of this one, which ends (6); status 0",
            "incident=existing-session",
            "ini.ExistingSessionDetectedAction=primaryoverride"
        ),
        new(
            "session-taken",
            "another session took the account: Re-login, which does not go on",
            "incident=session-taken",
            "rival=lingers"
        ),
        new(
            "session-taken-back",
            "another session took the account, and Re-login takes it back",
            "incident=session-taken",
            "rival=yields"
        ),
        new(
            "session-taken-for-good",
            "another session took the account, and Re-login meets it again (3, 4); status 0",
            "incident=session-taken",
            "rival=insists",
            "ini.ExistingSessionDetectedAction=primary"
        ),
        // after the login
        new("server-lost", "Connection to server failed: tidy close, then a full login", "incident=server-lost"),
        new(
            "paper-warning-accepted",
            "the paper warning is clicked away",
            "ini.TradingMode=paper",
            "ini.AcceptNonBrokerageAccountWarning=yes"
        ),
        new(
            "paper-warning-not-accepted",
            "the paper warning stands: the API port is open and says nothing",
            "ini.TradingMode=paper",
            "ini.AcceptNonBrokerageAccountWarning=no"
        ),
        new(
            "unknown-dialog-after-login",
            "an unknown dialog stands before the API: its port is open and says nothing",
            "login_mode=dialog-after-login"
        ),
        new(
            "unknown-dialog-later",
            "an unknown dialog opens in the logged-in Gateway: the API falls silent",
            "incident=unknown-dialog"
        ),
    ];
}
