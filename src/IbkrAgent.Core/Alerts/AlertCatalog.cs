using IbkrAgent.Health;

namespace IbkrAgent.Alerts;

/// <summary>Every alert the agent can raise.</summary>
public static class AlertCatalog
{
    public static readonly AlertDefinition NotConfigured = new(
        "not-configured",
        AlertSeverity.Warning,
        "is not configured"
    );

    public static readonly AlertDefinition ApprovalNeeded = new(
        "approval-needed",
        AlertSeverity.Critical,
        "login waits for your approval"
    );

    public static readonly AlertDefinition LoginFailed = new("login-failed", AlertSeverity.Warning, "login failed");

    public static readonly AlertDefinition LockedOut = new(
        "locked-out",
        AlertSeverity.Critical,
        "is locked out, no more logins"
    );

    public static readonly AlertDefinition SessionConflict = new(
        "session-conflict",
        AlertSeverity.Critical,
        "gave way to another session of the account"
    );

    public static readonly AlertDefinition WrongAccount = new(
        "wrong-account",
        AlertSeverity.Critical,
        "is logged in to the wrong account"
    );

    /// <summary>Still of use; only what lasts is told.</summary>
    public static readonly AlertDefinition Degraded = new(
        "degraded",
        AlertSeverity.Warning,
        "works, but not well",
        TimeSpan.FromMinutes(2)
    );

    public static readonly AlertDefinition PortClosed = new(
        "port-closed",
        AlertSeverity.Warning,
        "runs but its API port is closed"
    );

    public static readonly AlertDefinition ApiSilent = new(
        "api-silent",
        AlertSeverity.Warning,
        "runs but its API does not answer"
    );

    public static readonly AlertDefinition ApiRejected = new(
        "api-rejected",
        AlertSeverity.Critical,
        "does not let the agent in"
    );

    /// <summary>The Gateway reconnects by itself; only what outlasts the broker's short breaks is told.</summary>
    public static readonly AlertDefinition UpstreamLost = new(
        "upstream-lost",
        AlertSeverity.Warning,
        "has no connection to the broker",
        TimeSpan.FromMinutes(5)
    );

    public static readonly AlertDefinition GatewayDown = new("gateway-down", AlertSeverity.Critical, "is down");

    /// <summary>Waits a little, because the last restart within the budget may be on its way.</summary>
    public static readonly AlertDefinition BudgetSpent = new(
        "budget-spent",
        AlertSeverity.Critical,
        "is not restarted, a budget is spent",
        TimeSpan.FromMinutes(1)
    );

    public static readonly AlertDefinition Parked = new("parked", AlertSeverity.Warning, "is still stopped by hand");

    public static readonly AlertDefinition StopLeftOut = new(
        "stop-left-out",
        AlertSeverity.Warning,
        "was not stopped at the end of its run window"
    );

    public static readonly AlertDefinition BrokerAway = new(
        "broker-away",
        AlertSeverity.Critical,
        "stays without the broker"
    );

    public static readonly AlertDefinition HostRebooted = new(
        "host-rebooted",
        AlertSeverity.Warning,
        "runs on a host that was rebooted unexpectedly"
    );

    public static readonly AlertDefinition DependentFailing = new(
        "dependent-failing",
        AlertSeverity.Critical,
        "has a dependent that keeps failing"
    );

    public static readonly AlertDefinition DependentRefused = new(
        "dependent-refused",
        AlertSeverity.Critical,
        "has a dependent that the agent may not restart or stop"
    );

    public static readonly AlertDefinition RestartDeferred = new(
        "restart-deferred",
        AlertSeverity.Information,
        "waits with its restart"
    );

    public static readonly AlertDefinition RestartSkipped = new(
        "restart-skipped",
        AlertSeverity.Warning,
        "was not restarted"
    );

    public static readonly AlertDefinition RestartWanted = new(
        "restart-wanted",
        AlertSeverity.Critical,
        "waits for you to restart it"
    );

    public static readonly AlertDefinition RestartOverdue = new(
        "restart-overdue",
        AlertSeverity.Critical,
        "has gone without its restart for too long"
    );

    public static readonly AlertDefinition RestartDone = new(
        "restart-done",
        AlertSeverity.Information,
        "was restarted"
    );

    public static readonly AlertDefinition RestartDifferent = new(
        "restart-different",
        AlertSeverity.Warning,
        "was restarted, and its accounts are not as before"
    );

    public static readonly AlertDefinition RestartUnproved = new(
        "restart-unproved",
        AlertSeverity.Warning,
        "is ready after its restart, and its accounts could not be read"
    );

    public static readonly AlertDefinition RestartLate = new(
        "restart-late",
        AlertSeverity.Warning,
        "is not ready after its restart"
    );

    /// <summary>What should have spared a login, and a tap on the phone, did not.</summary>
    public static readonly AlertDefinition LoginNotKept = new(
        "login-not-kept",
        AlertSeverity.Warning,
        "was logged in anew, although its login should have been kept"
    );

    public static readonly AlertDefinition PhonePlanned = new(
        "phone-planned",
        AlertSeverity.Information,
        "will ask for your phone"
    );

    public static readonly AlertDefinition PhoneNeeded = new(
        "phone-needed",
        AlertSeverity.Critical,
        "still has to be logged in with your phone"
    );

    public static readonly AlertDefinition Recovered = new("recovered", AlertSeverity.Information, "is ready again");

    public static readonly IReadOnlyList<AlertDefinition> All =
    [
        NotConfigured,
        ApprovalNeeded,
        LoginFailed,
        LockedOut,
        SessionConflict,
        WrongAccount,
        Degraded,
        PortClosed,
        ApiSilent,
        ApiRejected,
        UpstreamLost,
        GatewayDown,
        BudgetSpent,
        Parked,
        StopLeftOut,
        BrokerAway,
        HostRebooted,
        DependentFailing,
        DependentRefused,
        RestartDeferred,
        RestartSkipped,
        RestartWanted,
        RestartOverdue,
        RestartDone,
        RestartDifferent,
        RestartUnproved,
        RestartLate,
        LoginNotKept,
        PhonePlanned,
        PhoneNeeded,
        Recovered,
    ];

    /// <summary>The alert that a verdict is a reason for; null when it is none.</summary>
    public static AlertDefinition? For(Verdict verdict) =>
        verdict switch
        {
            Verdict.NotConfigured => NotConfigured,
            Verdict.AwaitingTwoFactor => ApprovalNeeded,
            Verdict.LoginFailed => LoginFailed,
            Verdict.LockedOut => LockedOut,
            Verdict.SessionConflict => SessionConflict,
            Verdict.WrongAccount => WrongAccount,
            Verdict.Degraded => Degraded,
            Verdict.PortClosed => PortClosed,
            Verdict.ApiSilent => ApiSilent,
            Verdict.ApiRejected => ApiRejected,
            Verdict.UpstreamLost => UpstreamLost,
            Verdict.Down => GatewayDown,
            _ => null,
        };
}
