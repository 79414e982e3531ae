using IbkrAgent.Health;

namespace IbkrAgent.Alerts;

/// <summary>Every alert the agent can raise; docs/operations.md has the table that is made from it.</summary>
public static class AlertCatalog
{
    public static readonly AlertDefinition NotConfigured = new(
        "not-configured",
        AlertSeverity.Warning,
        "is not configured",
        "something that a start needs is missing",
        "`status` names it and the next step. The start follows by itself"
    )
    {
        LikelyCauses = "a file or a setting that a start needs",
        Hides = ["gateway-down", "port-closed", "login-failed"],
    };

    public static readonly AlertDefinition ApprovalNeeded = new(
        "approval-needed",
        AlertSeverity.Critical,
        "login waits for your approval",
        "the broker asks for the second factor",
        "approve it in IBKR Mobile before the time named. Not at the phone: do nothing; after 2 requests it is locked out and waits for you"
    )
    {
        LikelyCauses = "a full login, which the broker lets through with a phone only",
        Hides = ["gateway-down", "port-closed"],
    };

    public static readonly AlertDefinition LoginFailed = new(
        "login-failed",
        AlertSeverity.Warning,
        "login failed",
        "the broker refused a login, or it did not complete",
        "usually nothing: it is tried again within the budget. Has the password changed? Paper and live have different users: `trading_mode`, `credentials.env`"
    )
    {
        LikelyCauses = "a password that was changed; another user for paper than for live; a break of the broker",
        Hides = ["gateway-down", "port-closed"],
    };

    public static readonly AlertDefinition LockedOut = new(
        "locked-out",
        AlertSeverity.Critical,
        "is locked out, no more logins",
        "no further login is made, so that the broker does not lock the account",
        "see what keeps the login from passing, then `ibkr-agent ack`; docs/operations.md, \"Locked out\""
    )
    {
        LikelyCauses = "a wrong password, an approval that nobody gave, or a notice of the broker",
        Hides = ["gateway-down", "port-closed", "login-failed", "budget-spent"],
    };

    public static readonly AlertDefinition SessionConflict = new(
        "session-conflict",
        AlertSeverity.Critical,
        "gave way to another session of the account",
        "another session of the same user has or takes the account",
        "end the other session, or leave the account to it; when the Gateway may have it again: `ibkr-agent ack`"
    )
    {
        LikelyCauses = "TWS, the mobile app or the Client Portal with the same user",
        Hides = ["gateway-down", "port-closed", "login-failed", "budget-spent"],
    };

    public static readonly AlertDefinition WrongAccount = new(
        "wrong-account",
        AlertSeverity.Critical,
        "is logged in to the wrong account",
        "the login's accounts do not fit `trading_mode` or `accounts`",
        "stop what trades there; look at `credentials.env` and `agent.ini`"
    )
    {
        LikelyCauses = "credentials of another user, or trading_mode of the other kind",
        Hides = ["gateway-down"],
    };

    /// <summary>Still of use; only what lasts is told.</summary>
    public static readonly AlertDefinition Degraded = new(
        "degraded",
        AlertSeverity.Warning,
        "works, but not well",
        "a farm is broken, the heartbeat slow, the memory high, or the account could not be read, for 2 minutes",
        "nothing at once; `ibkr-agent status` names what it is"
    )
    {
        VisibleAfter = TimeSpan.FromMinutes(2),
    };

    public static readonly AlertDefinition PortClosed = new(
        "port-closed",
        AlertSeverity.Warning,
        "runs but its API port is closed",
        "the Gateway runs, its API port is closed",
        "usually nothing: restarted after 3 min. If it repeats: is `api_port` the Gateway's port? Does a dialog wait in its window?"
    )
    {
        LikelyCauses = "a dialog that waits in the window; another port than api_port; a login that hangs",
        Hides = ["gateway-down"],
    };

    public static readonly AlertDefinition ApiSilent = new(
        "api-silent",
        AlertSeverity.Warning,
        "runs but its API does not answer",
        "the API takes connections and does not answer",
        "usually nothing: it is proved, then restarted. Not restarted because others are served: `status` says so; look whether your bots still work"
    )
    {
        LikelyCauses = "a dialog that waits in the window; a Gateway that is out of memory or hangs",
        Hides = ["gateway-down"],
    };

    public static readonly AlertDefinition ApiRejected = new(
        "api-rejected",
        AlertSeverity.Critical,
        "does not let the agent in",
        "the API does not let the agent in; a restart would not help",
        "another program with our client ids (7971 to 7973): change `client_id`. Another program on the port? 127.0.0.1 not trusted?"
    )
    {
        LikelyCauses = "another program with our client ids; a port that is not the Gateway; 127.0.0.1 not trusted",
    };

    /// <summary>The Gateway reconnects by itself; only what outlasts the broker's short breaks is told.</summary>
    public static readonly AlertDefinition UpstreamLost = new(
        "upstream-lost",
        AlertSeverity.Warning,
        "has no connection to the broker",
        "no connection from Gateway to broker for 5 min",
        "is the internet there? Does the broker have a break? The Gateway reconnects by itself"
    )
    {
        VisibleAfter = TimeSpan.FromMinutes(5),
        LikelyCauses = "the internet or the name service of the host; a break or a reset of the broker",
        Hides = ["gateway-down", "port-closed", "api-silent", "login-failed", "degraded"],
    };

    public static readonly AlertDefinition GatewayDown = new(
        "gateway-down",
        AlertSeverity.Warning,
        "is down",
        "the unit is not active although it is wanted; critical when the agent may not restart it",
        "usually nothing: a restart is due, `status` says when. Does it repeat: `journalctl -u ibkr-gateway -u xvfb`"
    )
    {
        LikelyCauses = "a crash, the kernel out of memory, or a display that does not start",
    };

    /// <summary>Waits a little, because the last restart within the budget may be on its way.</summary>
    public static readonly AlertDefinition BudgetSpent = new(
        "budget-spent",
        AlertSeverity.Critical,
        "is not restarted, a budget is spent",
        "it is down, closed, silent or stopped without the broker, and a budget does not allow the restart",
        "look why it keeps dying. It goes on by itself at the time that `status` names; at once: `ibkr-agent restart`. If it is latched: `ibkr-agent ack`"
    )
    {
        VisibleAfter = TimeSpan.FromMinutes(1),
        LikelyCauses = "a Gateway that dies again and again, or dies in its login",
        Hides = ["gateway-down", "port-closed", "api-silent"],
    };

    public static readonly AlertDefinition Started = new(
        "started",
        AlertSeverity.Information,
        "was started",
        "ready, after it was stopped on purpose: by hand, by `ibkr-agent start`, or because its run window has opened",
        "nothing"
    );

    /// <summary>A restart is no stop.</summary>
    public static readonly AlertDefinition Stopped = new(
        "stopped",
        AlertSeverity.Information,
        "was stopped",
        "somebody has stopped it, or its run window has closed",
        "nothing, if it was meant so; `status` says what starts it again"
    )
    {
        VisibleAfter = TimeSpan.FromSeconds(10),
    };

    public static readonly AlertDefinition Parked = new(
        "parked",
        AlertSeverity.Warning,
        "is still stopped by hand",
        "the run window has opened, and the unit stays stopped because somebody stopped it by hand",
        "when it may run again: `sudo systemctl start ibkr-gateway`"
    );

    public static readonly AlertDefinition StopLeftOut = new(
        "stop-left-out",
        AlertSeverity.Warning,
        "was not stopped at the end of its run window",
        "the run window has closed, and orders at work kept the Gateway from being stopped for `stop_patience`",
        "look at the orders; it runs until the window opens again. To stop it all the same: `ibkr-agent stop`"
    );

    public static readonly AlertDefinition BrokerAway = new(
        "broker-away",
        AlertSeverity.Critical,
        "stays without the broker",
        "no broker for `broker_patience` beyond its reset; not restarted, or not helped by it",
        "`status` says why. Is the internet there? The broker's System Status page? `ibkr-agent restart` is yours to decide"
    );

    public static readonly AlertDefinition HostRebooted = new(
        "host-rebooted",
        AlertSeverity.Warning,
        "runs on a host that was rebooted unexpectedly",
        "the host booted, and nobody had told the agent to stop",
        "a crash or a power cut: `journalctl --boot=-1 --lines=50`"
    );

    public static readonly AlertDefinition DependentFailing = new(
        "dependent-failing",
        AlertSeverity.Critical,
        "has a dependent that keeps failing",
        "a dependent fails although the Gateway is ready, and its restarts of an hour are used up",
        "`journalctl -u NAME`; when it is cured, `sudo systemctl restart NAME`. The Gateway is not touched; docs/operations.md, \"Dependents\""
    );

    public static readonly AlertDefinition DependentRefused = new(
        "dependent-refused",
        AlertSeverity.Critical,
        "has a dependent that the agent may not restart or stop",
        "systemd does not let the agent restart or stop a dependent",
        "`sudo ibkr-agent configure dependents`"
    );

    public static readonly AlertDefinition RestartDeferred = new(
        "restart-deferred",
        AlertSeverity.Information,
        "waits with its restart",
        "the restart of the day was due and is not safe yet",
        "nothing: it is made as soon as it is; docs/operations.md, \"The restart of the day\""
    );

    public static readonly AlertDefinition RestartSkipped = new(
        "restart-skipped",
        AlertSeverity.Warning,
        "was not restarted",
        "it was not safe until its deadline, and is left out",
        "`ibkr-agent restart` when it suits; the next one comes with the timer"
    );

    public static readonly AlertDefinition RestartWanted = new(
        "restart-wanted",
        AlertSeverity.Critical,
        "waits for you to restart it",
        "the same, with `restart_at_deadline = ask`",
        "`ibkr-agent restart` when it suits"
    );

    public static readonly AlertDefinition RestartOverdue = new(
        "restart-overdue",
        AlertSeverity.Critical,
        "has gone without its restart for too long",
        "no restart for two days, or memory is critical and it cannot be made",
        "`ibkr-agent pre-restart-check` says what is in the way; `ibkr-agent restart`"
    );

    public static readonly AlertDefinition RestartDone = new(
        "restart-done",
        AlertSeverity.Information,
        "was restarted",
        "the restart of the day was made: the proof is in the text",
        "nothing"
    );

    public static readonly AlertDefinition RestartDifferent = new(
        "restart-different",
        AlertSeverity.Warning,
        "was restarted, and its accounts are not as before",
        "positions or open orders are not as before the restart",
        "compare them with what you expect; an order may have been filled meanwhile"
    );

    public static readonly AlertDefinition RestartUnproved = new(
        "restart-unproved",
        AlertSeverity.Warning,
        "is ready after its restart, and its accounts could not be read",
        "the Gateway is ready after its restart, and its accounts could not be read again within 2 min",
        "compare positions and orders yourself; `ibkr-agent status` says what cannot be read"
    );

    public static readonly AlertDefinition RestartLate = new(
        "restart-late",
        AlertSeverity.Warning,
        "is not ready after its restart",
        "a restarted Gateway is not ready after `restart_late_after`",
        "`ibkr-agent status`; is the phone asked for?"
    );

    /// <summary>What should have spared a login, and a tap on the phone, did not.</summary>
    public static readonly AlertDefinition LoginNotKept = new(
        "login-not-kept",
        AlertSeverity.Warning,
        "was logged in anew, although its login should have been kept",
        "PAUSE or RESTART should have kept the login over a restart, and it was made anew; once for each time that the agent changes its mind about it",
        "nothing, when it was the phone's tap only; `status` says what keeps the login next time"
    );

    public static readonly AlertDefinition PhonePlanned = new(
        "phone-planned",
        AlertSeverity.Information,
        "will ask for your phone",
        "a day and an hour ahead: the login of the week will ask for the phone",
        "have it at hand at the time that is named"
    );

    public static readonly AlertDefinition PhoneNeeded = new(
        "phone-needed",
        AlertSeverity.Critical,
        "still has to be logged in with your phone",
        "the login of the week was due and is not made; every hour, for 12 hours",
        "with the phone at hand: `ibkr-agent restart`, or `ibkr-agent ack` when `status` says latched"
    );

    public static readonly AlertDefinition OrdersWithheld = new(
        "orders-withheld",
        AlertSeverity.Warning,
        "takes no orders, although they are enabled",
        "`orders_enabled = true`, and it was started without an arm file, or on a live account without `live_confirmed`",
        "the text names what is missing; it counts from the next start. Not wanted: `orders_enabled = false`"
    );

    public static readonly AlertDefinition OrdersStillTaken = new(
        "orders-still-taken",
        AlertSeverity.Warning,
        "may take orders until its next start",
        "the arm file is gone, or the settings were changed, while a Gateway runs that was started armed",
        "`sudo ibkr-agent disarm --now` restarts it if that is safe; docs/operations.md, \"Orders\""
    );

    public static readonly AlertDefinition OrdersArmed = new(
        "orders-armed",
        AlertSeverity.Information,
        "takes orders from its next start on",
        "the arm file is there, while a Gateway runs that was started without",
        "nothing, when it was you; to have them taken at once: `ibkr-agent restart`"
    );

    public static readonly AlertDefinition OutageWarning = new(
        "outage-warning",
        AlertSeverity.Warning,
        "is not usable",
        "it has not been usable for `warning_after` (5 min), for whatever reason; not while it is held, in a reset of the broker, or stopped on purpose",
        "the text says what the agent tries, and whether it goes on by itself"
    );

    public static readonly AlertDefinition OutageCritical = new(
        "outage-critical",
        AlertSeverity.Critical,
        "is still not usable",
        "the same, for `critical_after` (17 min)",
        "look now: `ibkr-agent status` says what it waits for"
    );

    public static readonly AlertDefinition OutageSevere = new(
        "outage-severe",
        AlertSeverity.Critical,
        "has not been usable for long",
        "the same, for `severe_after` (1 h)",
        "look now; what depends on it has been without it for that long"
    );

    public static readonly AlertDefinition OutageLasting = new(
        "outage-lasting",
        AlertSeverity.Critical,
        "stays unusable",
        "the same, for `outage_after` (2 h); the last one until it is ready",
        "look now; there is no further message before it is ready"
    );

    public static readonly AlertDefinition Unsteady = new(
        "unsteady",
        AlertSeverity.Critical,
        "keeps failing and coming back",
        "more than three incidents within an hour. From then on each is told only when it needs you at once; once an hour comes this digest",
        "look why it keeps failing: `ibkr-agent history`, `journalctl -u ibkr-gateway`"
    );

    public static readonly AlertDefinition SteadyAgain = new(
        "steady-again",
        AlertSeverity.Information,
        "has been steady again",
        "ready for 30 min after `unsteady`",
        "nothing"
    );

    public static readonly AlertDefinition Recovered = new(
        "recovered",
        AlertSeverity.Information,
        "is ready again",
        "ready again, with the time it took",
        "nothing"
    );

    public static readonly AlertDefinition Test = new(
        "test",
        AlertSeverity.Information,
        "sends a test",
        "somebody has asked for it: `ibkr-agent test-alert`",
        "nothing"
    );

    /// <summary>Told without the daemon; the title follows the name of a unit.</summary>
    public static readonly AlertDefinition AgentFailed = new(
        "agent-failed",
        AlertSeverity.Critical,
        "has failed",
        "a unit of the agent's own has failed and does not come back; told without the daemon",
        "docs/operations.md, \"When the agent itself fails\""
    );

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
        Started,
        Stopped,
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
        OrdersWithheld,
        OrdersStillTaken,
        OrdersArmed,
        OutageWarning,
        OutageCritical,
        OutageSevere,
        OutageLasting,
        Unsteady,
        SteadyAgain,
        AgentFailed,
        Recovered,
        Test,
    ];

    /// <summary>It says that something is over, and belongs to whoever was told of it.</summary>
    public static bool IsAllClear(string code) => code == Recovered.Code || code == SteadyAgain.Code;

    /// <summary>The alert of that code; null: there is none.</summary>
    public static AlertDefinition? Find(string code) => All.FirstOrDefault(alert => alert.Code == code);

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
