namespace IbkrAgent.Settings;

/// <summary>The keys of a <c>[gateway:NAME]</c> section: the one place of their names, defaults and limits.</summary>
public static class GatewayKeys
{
    private const string MoreLogins = "more logins without a human, and each may ask for the phone";
    private const string NearerTheLock = "nearer to the 10 failed logins at which the broker locks the account";
    private const string FasterLoop = "a Gateway that keeps dying uses up its logins and restarts sooner";

    public static readonly SettingsKey.Choice Mode = new("mode", "act", "act", "observe");
    public static readonly SettingsKey.Choice TradingMode = new("trading_mode", "paper", "paper", "live");

    public static readonly SettingsKey.Directory IbcPath = new("ibc_path", "/opt/ibc");
    public static readonly SettingsKey.Directory GatewayPath = new("gateway_path", "/opt/ibgateway");
    public static readonly SettingsKey.FreeText GatewayVersion = new("gateway_version", "");
    public static readonly SettingsKey.Directory JavaPath = new("java_path", "");
    public static readonly SettingsKey.FreeText TimeZone = new("time_zone", "America/New_York");

    public static readonly SettingsKey.Number ApiPort = new("api_port", "", 1, 65535);

    // Id 0 and the master id see the orders of others: they are for trading programs.
    public static readonly SettingsKey.Number ClientId = new("client_id", "7971", 1, 999_999);
    public static readonly SettingsKey.Number MaxServerVersion = new("max_server_version", "176", 157, 200);

    // The Gateway drops a second request for the time within one second.
    public static readonly SettingsKey.Duration HeartbeatInterval = new("heartbeat_interval", "30s", "2s", "10min");
    public static readonly SettingsKey.Duration HeartbeatTimeout = new("heartbeat_timeout", "10s", "1s", "2min");

    public static readonly SettingsKey.FreeText Accounts = new("accounts", "");
    public static readonly SettingsKey.Choice ReadOrders = new("read_orders", "yes", "yes", "no");
    public static readonly SettingsKey.Duration AccountInterval = new("account_interval", "5min", "10s", "1d");

    public static readonly SettingsKey.Choice OrdersEnabled = new("orders_enabled", "", "true", "false");
    public static readonly SettingsKey.FreeText OrdersArmFile = new("orders_arm_file", "");
    public static readonly SettingsKey.FreeText LiveConfirmed = new("live_confirmed", "");

    public static readonly SettingsKey.Duration FarmDebounce = new("farm_debounce", "5min", "1s", "1h");
    public static readonly SettingsKey.Duration SlowHeartbeat = new("slow_heartbeat", "3s", "50ms", "1min");
    public static readonly SettingsKey.Number MemoryWarning = new("memory_warning", "", 64, 1_000_000);
    public static readonly SettingsKey.Number MemoryCritical = new("memory_critical", "", 64, 1_000_000);
    public static readonly SettingsKey.FreeText BrokerHost = new("broker_host", "");
    public static readonly SettingsKey.Number VncPort = new("vnc_port", "5900", 0, 65535);
    public static readonly SettingsKey.Choice Region = new("region", "any", "any", "north-america", "europe", "asia");
    public static readonly SettingsKey.FreeText BrokerResets = new("broker_resets", "");
    public static readonly SettingsKey.FreeText TokenExpiry = new("token_expiry", "Sun 01:00");
    public static readonly SettingsKey.FreeText BrokerZone = new("broker_zone", "America/New_York");

    public static readonly SettingsKey.FreeText RunWindow = new("run_window", "");
    public static readonly SettingsKey.FreeText RunWindowZone = new("run_window_zone", "America/New_York");
    public static readonly SettingsKey.Choice RunWindowHolidays = new("run_window_holidays", "open", "open", "closed");
    public static readonly SettingsKey.FreeText QuietHours = new("quiet_hours", "");
    public static readonly SettingsKey.FreeText WeeklyLogin = new("weekly_login", "Sun 10:00");
    public static readonly SettingsKey.FreeText QuietHoursZone = new("quiet_hours_zone", "America/New_York");

    public static readonly SettingsKey.Duration StartTimeout = new(
        "start_timeout",
        "3min",
        "10s",
        "1h",
        "a slow start may be restarted before it is done"
    );
    public static readonly SettingsKey.Duration SecondFactorTimeout = new(
        "second_factor_timeout",
        "5min",
        "10s",
        "1h",
        "a human has less time to approve the login"
    );
    public static readonly SettingsKey.Duration ProofDuration = new(
        "proof_duration",
        "60s",
        "5s",
        "1h",
        "a logged-in Gateway that is only slow may be restarted"
    );
    public static readonly SettingsKey.Duration RestartPause = new("restart_pause", "10s", "1s", "1h", FasterLoop);
    public static readonly SettingsKey.Duration MaxRestartPause = new(
        "max_restart_pause",
        "10min",
        "1s",
        "1d",
        FasterLoop
    );

    public static readonly SettingsKey.Duration BrokerPatience = new(
        "broker_patience",
        "30min",
        "10s",
        "1d",
        "a Gateway that would have found the broker again is restarted"
    );
    public static readonly SettingsKey.Duration StopPatience = new("stop_patience", "1h", "1s", "1d");

    public static readonly SettingsKey.Number ColdLoginsPerHour = new("cold_logins_per_hour", "2", 1, 20, MoreLogins);
    public static readonly SettingsKey.Number ColdLoginsPerDay = new("cold_logins_per_day", "4", 1, 100, MoreLogins);
    public static readonly SettingsKey.Number FailedLoginsInRow = new("failed_logins_in_row", "3", 1, 9, NearerTheLock);
    public static readonly SettingsKey.Number FailedLoginsPerDay = new(
        "failed_logins_per_day",
        "6",
        1,
        9,
        NearerTheLock
    );
    public static readonly SettingsKey.Number SecondFactorPushes = new(
        "second_factor_pushes",
        "2",
        1,
        10,
        "more requests on the phone for one incident"
    );
    public static readonly SettingsKey.Number RestartsPerHour = new(
        "restarts_per_hour",
        "5",
        1,
        60,
        "a Gateway that cannot stay up goes on for longer before a human is told"
    );

    public static readonly SettingsKey.FreeText Dependents = new("dependents", "");
    public static readonly SettingsKey.Duration DependentsDelay = new("dependents_delay", "0s", "0s", "1h");
    public static readonly SettingsKey.Duration DependentsStopAhead = new("dependents_stop_ahead", "1min", "0s", "1h");
    public static readonly SettingsKey.Choice RestartDependents = new("restart_dependents", "no", "yes", "no");
    public static readonly SettingsKey.FreeText DependentHealth = new("dependent_health", "");
    public static readonly SettingsKey.FreeText DependentHeaders = new("dependent_headers", "");
    public static readonly SettingsKey.Duration DependentHealthInterval = new(
        "dependent_health_interval",
        "30s",
        "1s",
        "1h"
    );
    public static readonly SettingsKey.Duration DependentHealthTimeout = new(
        "dependent_health_timeout",
        "5s",
        "100ms",
        "1min"
    );
    public static readonly SettingsKey.Number DependentHealthFailures = new("dependent_health_failures", "3", 1, 100);
    public static readonly SettingsKey.Number DependentRestartsPerHour = new(
        "dependent_restarts_per_hour",
        "5",
        1,
        60,
        "a service that cannot stay up goes on for longer before a human is told"
    );
    public static readonly SettingsKey.Choice RestartPositions = Counts("restart_positions", "warn");
    public static readonly SettingsKey.Choice RestartRestingOrders = Counts("restart_resting_orders", "warn");
    public static readonly SettingsKey.Choice RestartOrdersAtWork = Counts("restart_orders_at_work", "defer");
    public static readonly SettingsKey.Choice RestartUnreadOrders = Counts("restart_unread_orders", "warn");
    public static readonly SettingsKey.Choice RestartOtherClients = Counts("restart_other_clients", "warn");
    public static readonly SettingsKey.Choice RestartInhibitors = Counts("restart_inhibitors", "defer");

    public static readonly SettingsKey.Duration RestartLookAhead = new("restart_look_ahead", "5min", "1s", "12h");
    public static readonly SettingsKey.Duration RestartDeferral = new("restart_deferral", "1h", "1s", "12h");
    public static readonly SettingsKey.Duration RestartLookAgain = new("restart_look_again", "5min", "1s", "1h");
    public static readonly SettingsKey.Choice RestartAtDeadline = new(
        "restart_at_deadline",
        "skip",
        "skip",
        "restart",
        "ask"
    );
    public static readonly SettingsKey.Duration RestartLateAfter = new("restart_late_after", "5min", "1s", "1h");

    public static readonly SettingsKey.Duration ReadyTargetLinger = new("ready_target_linger", "60s", "0s", "1h");

    /// <summary>In the order in which the shipped file has them.</summary>
    public static readonly IReadOnlyList<SettingsKey> All =
    [
        Mode,
        TradingMode,
        IbcPath,
        GatewayPath,
        GatewayVersion,
        JavaPath,
        TimeZone,
        ApiPort,
        ClientId,
        MaxServerVersion,
        HeartbeatInterval,
        HeartbeatTimeout,
        Accounts,
        ReadOrders,
        AccountInterval,
        OrdersEnabled,
        OrdersArmFile,
        LiveConfirmed,
        FarmDebounce,
        SlowHeartbeat,
        MemoryWarning,
        MemoryCritical,
        BrokerHost,
        VncPort,
        Region,
        BrokerResets,
        TokenExpiry,
        BrokerZone,
        RunWindow,
        RunWindowZone,
        RunWindowHolidays,
        QuietHours,
        WeeklyLogin,
        QuietHoursZone,
        StartTimeout,
        SecondFactorTimeout,
        ProofDuration,
        RestartPause,
        MaxRestartPause,
        BrokerPatience,
        StopPatience,
        ColdLoginsPerHour,
        ColdLoginsPerDay,
        FailedLoginsInRow,
        FailedLoginsPerDay,
        SecondFactorPushes,
        RestartsPerHour,
        Dependents,
        DependentsDelay,
        DependentsStopAhead,
        RestartDependents,
        DependentHealth,
        DependentHeaders,
        DependentHealthInterval,
        DependentHealthTimeout,
        DependentHealthFailures,
        DependentRestartsPerHour,
        ReadyTargetLinger,
        RestartPositions,
        RestartRestingOrders,
        RestartOrdersAtWork,
        RestartUnreadOrders,
        RestartOtherClients,
        RestartInhibitors,
        RestartLookAhead,
        RestartDeferral,
        RestartLookAgain,
        RestartAtDeadline,
        RestartLateAfter,
    ];

    private static SettingsKey.Choice Counts(string name, string byDefault) =>
        new(name, byDefault, "ok", "warn", "defer", "block");
}
