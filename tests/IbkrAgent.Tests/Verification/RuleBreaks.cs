using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Orders;
using IbkrAgent.Verification;
using static IbkrAgent.Tests.Verification.SoundHost;

namespace IbkrAgent.Tests.Verification;

/// <summary>One way to break a rule on a sound host.</summary>
/// <param name="Says">a part of the complaint.</param>
internal sealed record RuleBreak(string Rule, string Name, Grade Grade, string Says, Func<HostFacts, HostFacts> Break);

/// <summary>At least one for each rule.</summary>
internal static class RuleBreaks
{
    public static IReadOnlyList<RuleBreak> All { get; } =
    [
        Fail(
            "program",
            "Gateway_missing",
            "no Gateway",
            h => h.WithGateway(g => g with { MissingProgram = [new("no Gateway is in /opt/ibgateway", "install it")] })
        ),
        Fail(
            "controller-version",
            "version_unreadable",
            "cannot be seen",
            h => h.WithGateway(g => g with { ControllerVersion = null })
        ),
        Fail(
            "controller-version",
            "version_ancient",
            "older",
            h => h.WithGateway(g => g with { ControllerVersion = new(3, 18, 0) })
        ),
        Warn(
            "controller-version",
            "version_without_PAUSE",
            "PAUSE",
            h => h.WithGateway(g => g with { ControllerVersion = new(3, 23, 0) })
        ),
        Warn(
            "controller-version",
            "version_of_tomorrow",
            "newer",
            h => h.WithGateway(g => g with { ControllerVersion = new(3, 25, 0) })
        ),
        Fail(
            "credentials",
            "credentials_empty",
            "IBKR_PASSWORD",
            h =>
                h.WithGateway(g =>
                    g with
                    {
                        MissingCredentials = Known<IReadOnlyList<MissingPart>>([
                            new("IBKR_PASSWORD is empty", "sudoedit"),
                        ]),
                    }
                )
        ),
        Fail(
            "file-modes",
            "secret_readable",
            "mode 0644",
            h => h.WithFile(new("/etc/ibkr/alerts.env", "root", "root", 0b110_100_100, new(null, 0b110_000_000)))
        ),
        Fail(
            "file-modes",
            "file_of_another_user",
            "owned by alice",
            h => h.WithFile(new("/etc/ibkr/agent.ini", "alice", "root", 0b110_000_000, new(null, 0b110_100_100)))
        ),
        Fail(
            "file-modes",
            "group_cannot_read",
            "ibkr-gateway has to read it",
            h =>
                h.WithFile(
                    new("/etc/ibkr/config.ini", "root", "root", 0b110_100_000, new("ibkr-gateway", 0b110_100_000))
                )
        ),
        Warn(
            "settings",
            "limit_raised",
            "cold_logins",
            h => h with { SettingsWarnings = ["agent.ini: gateway:main: cold_logins_per_day: 9 is more than 4"] }
        ),
        Warn("hands", "hands_off", "hands-off", h => h with { IsHandsOff = true }),
        Warn("hands", "observing", "mode is observe", h => h.WithSettings("[gateway:main]\nmode = observe")),
        Fail("command-port", "port_off", "is '0'", h => h.WithController("CommandServerPort=0")),
        Fail("command-port", "port_empty", "is empty", h => h.WithController("CommandServerPort=")),
        Fail("command-address", "address_empty", "every address", h => h.WithController("BindAddress=")),
        Fail("command-address", "address_outside", "192.0.2.1", h => h.WithController("BindAddress=192.0.2.1")),
        Warn("command-address", "others_may_command", "192.0.2.7", h => h.WithController("ControlFrom=192.0.2.7")),
        Fail("controller-secrets", "password_in_config", "IbPassword is in", h => h.WithController("IbPassword=x")),
        Fail(
            "ports",
            "ports_quarrel",
            "4001",
            h =>
                h.WithGateway(g =>
                    g with
                    {
                        PortQuarrels = Known<IReadOnlyList<MissingPart>>([
                            new("OverrideTwsApiPort is 4002, the API port is 4001", "set it"),
                        ]),
                    }
                )
        ),
        Fail(
            "account",
            "paper_account_in_live_mode",
            "DU1",
            h => h.WithSettings("[gateway:main]\ntrading_mode = live\naccounts = DU1")
        ),
        Warn(
            "account",
            "any_live_account",
            "no account is expected",
            h => h.WithSettings("[gateway:main]\ntrading_mode = live")
        ),
        Warn(
            "account",
            "port_of_the_other_mode",
            "4002",
            h => h.WithSettings("[gateway:main]\ntrading_mode = live\naccounts = U1\napi_port = 4002")
        ),
        Warn("account", "mode_said_twice", "TradingMode is paper", h => h.WithController("TradingMode=paper")),
        Fail(
            "paper-warning",
            "warning_not_accepted",
            "API stays closed",
            h => h.WithSettings("[gateway:main]").WithController("AcceptNonBrokerageAccountWarning=no")
        ),
        Warn(
            "existing-session",
            "session_not_said",
            "not said",
            h => h.WithController("ExistingSessionDetectedAction=")
        ),
        Warn(
            "existing-session",
            "session_taken",
            "throws out",
            h => h.WithController("ExistingSessionDetectedAction=primaryoverride")
        ),
        Fail(
            "existing-session",
            "session_misspelt",
            "does not know",
            h => h.WithController("ExistingSessionDetectedAction=primry")
        ),
        Fail(
            "one-recovery",
            "relogin",
            "again and again",
            h => h.WithController("ReloginAfterSecondFactorAuthenticationTimeout=yes")
        ),
        Warn(
            "one-recovery",
            "old_exit_key",
            "old key",
            h => h.WithController("ExitAfterSecondFactorAuthenticationTimeout=yes")
        ),
        Fail("one-recovery", "unit_restarts", "Restart=on-failure", h => h.WithUnit("Restart", "on-failure")),
        Fail(
            "one-recovery",
            "IBC_restarts",
            "--on2fatimeout=restart",
            h => h.WithUnit("ExecStart", "ibcstart.sh --on2fatimeout=restart")
        ),
        Warn("orders", "not_armed", "arm file", h => h.WithOrders(OrdersState.NotArmed, runsReadOnly: true)),
        Fail(
            "orders",
            "disarmed_while_running",
            "still takes orders",
            h => h.WithOrders(OrdersState.NotArmed, runsReadOnly: false)
        ),
        Warn(
            "orders",
            "armed_while_running",
            "takes no orders",
            h => h.WithOrders(OrdersState.Armed, runsReadOnly: true)
        ),
        Warn(
            "trusted-addresses",
            "others_trusted",
            "192.0.2.7",
            h => h.WithController("TrustedTwsApiClientIPs=192.0.2.7")
        ),
        Fail(
            "trusted-addresses",
            "strangers_accepted",
            "may trade",
            h => h.WithController("AcceptIncomingConnectionAction=accept")
        ),
        Warn(
            "trusted-addresses",
            "dialog_for_strangers",
            "dialog",
            h => h.WithController("AcceptIncomingConnectionAction=manual")
        ),
        Warn(
            "controller-log",
            "windows_in_the_log",
            "LogStructureWhen",
            h => h.WithController("LogStructureWhen=open")
        ),
        Fail("restart-time", "time_in_quotes", "without quotes", h => h.WithController("AutoRestartTime=\"11:45 PM\"")),
        Fail("restart-time", "time_of_24_hours", "23:45", h => h.WithController("AutoRestartTime=23:45")),
        Warn("logoff-time", "logs_off", "logs off at", h => h.WithController("AutoLogoffTime=11:45 PM")),
        Warn(
            "logoff-time",
            "both_times",
            "no effect",
            h => h.WithController("AutoLogoffTime=11:45 PM\nAutoRestartTime=11:50 PM")
        ),
        Warn("logoff-time", "closed_down", "IBC ends the Gateway", h => h.WithController("ClosedownAt=22:00")),
        Fail("restart-minute", "same_minute", "16:30", h => h.WithController("AutoRestartTime=04:30 PM")),
        Fail("restart-minute", "minutes_apart", "16:25", h => h.WithController("AutoRestartTime=04:25 PM")),
        Fail(
            "cold-restart-time",
            "before_the_token_ends",
            "before the token ends",
            h => h.WithController("ColdRestartTime=00:30")
        ),
        Fail("cold-restart-time", "cold_restart_misspelt", "only HH:mm", h => h.WithController("ColdRestartTime=7 AM")),
        Warn(
            "gateway-zone",
            "two_zones",
            "Europe/Berlin",
            h =>
                h.WithGateway(g =>
                    g with
                    {
                        GatewaySettings = Known<string?>("Path=C:\\users\r\nTimeZone=Europe/Berlin\r\n"),
                    }
                )
        ),
        Warn(
            "restart-files",
            "two_restart_files",
            "2 autorestart files",
            h => h.WithGateway(g => g with { RestartFiles = Known<IReadOnlyList<string>>(["a", "b"]) })
        ),
        Fail("daemon", "daemon_down", "nothing watches", h => h.WithDaemon("ActiveState", "inactive")),
        Fail("daemon", "daemon_disabled", "after a boot", h => h.WithDaemon("UnitFileState", "disabled")),
        Warn("daemon", "old_daemon", "1.0.0", h => h with { DaemonVersion = Known("1.0.0") }),
        Fail("daemon-restart", "daemon_stays_down", "Restart=no", h => h.WithDaemon("Restart", "no")),
        Fail(
            "daemon-restart",
            "daemon_tries_wrong_settings",
            "RestartPreventExitStatus=",
            h => h.WithDaemon("RestartPreventExitStatus", "")
        ),
        Fail("unit-order", "unit_masked", "masked", h => h.WithUnit("LoadState", "masked")),
        Fail(
            "unit-order",
            "unit_without_display",
            "Requires=xvfb.service",
            h => h.WithUnit("Requires", "system.slice")
        ),
        Fail("unit-order", "unit_bound", "BindsTo", h => h.WithUnit("BindsTo", "xvfb.service")),
        Fail("unit-starts", "unit_enabled", "multi-user.target", h => h.WithUnit("WantedBy", "multi-user.target")),
        Fail("unit-starts", "gate_removed", "whether it may", h => h.WithUnit("ExecCondition", "")),
        Fail("unit-timeouts", "stop_too_short", "TimeoutStopSec", h => h.WithUnit("TimeoutStopUSec", "45s")),
        Fail("unit-timeouts", "start_too_short", "TimeoutStartSec", h => h.WithUnit("TimeoutStartUSec", "5s")),
        Fail(
            "start-limit",
            "limit_in_service",
            "systemd ignores",
            h => h.WithUnit("Text", "[Service]\nStartLimitBurst=3\n")
        ),
        Fail(
            "start-limit",
            "limit_in_stray_unit",
            "systemd ignores",
            h => h.WithStray("/etc/systemd/system/gw.service", StrayKind.Unit, "[Service]\nStartLimitBurst=3\n")
        ),
        Fail(
            "unit-secrets",
            "password_in_unit",
            "TWSPASSWORD",
            h => h.WithUnit("Text", "[Service]\nEnvironment=TWSPASSWORD=x\n")
        ),
        Fail(
            "unit-secrets",
            "password_in_script",
            "--pw",
            h => h.WithStray("/usr/local/bin/gw", StrayKind.Script, "ibcstart.sh --user=u --pw=p")
        ),
        Fail(
            "unit-secrets",
            "password_in_argv",
            "process 200",
            h => h.WithProcess("x.service", "ibcstart.sh", "--pw=p")
        ),
        Warn("file-limit", "few_files", "1024", h => h.WithUnit("LimitNOFILE", "1024")),
        Fail("memory-limit", "limit_below_heap", "MemoryMax", h => h.WithUnit("MemoryMax", "1073741824")),
        Fail("display-closed", "display_open", "-ac", h => h.WithDisplay("Xvfb :99 -ac -auth x -nolisten tcp ")),
        Fail("display-closed", "display_on_TCP", "-nolisten tcp", h => h.WithDisplay("Xvfb :99 -auth x ")),
        Warn("restart-timer", "timer_stopped", "does not run", h => h.WithTimer("ActiveState", "inactive")),
        Warn("restart-timer", "timer_masked", "masked", h => h.WithTimer("LoadState", "masked")),
        Warn("restart-timer", "timer_disabled", "at boot", h => h.WithTimer("UnitFileState", "disabled")),
        Fail(
            "timer-zone",
            "timer_without_zone",
            "16:30",
            h => h.WithTimer("Text", "[Timer]\nOnCalendar=\nOnCalendar=*-*-* 16:30\n")
        ),
        Fail("timer-persistence", "timer_persistent", "Persistent=yes", h => h.WithTimer("Persistent", "yes")),
        Fail("clock", "clock_free", "nothing keeps", h => h with { IsClockSynchronised = Known(false) }),
        Fail("zone-data", "zone_missing", "America/New_York", h => h with { MissingZones = ["America/New_York"] }),
        Fail("memory", "host_too_small", "1024 MiB of memory", h => h with { Memory = Known(Memory(600, 1024)) }),
        Warn("memory", "host_full", "100 MiB", h => h with { Memory = Known(Memory(100, 8192)) }),
        Warn(
            "disk",
            "disk_filling",
            "500 MiB",
            h => h with { Disks = Known<IReadOnlyList<DiskFacts>>([new("/var/log", 500)]) }
        ),
        Fail(
            "disk",
            "disk_full",
            "5 MiB",
            h => h with { Disks = Known<IReadOnlyList<DiskFacts>>([new("/var/log", 5)]) }
        ),
        Warn("journal", "journal_in_memory", "in memory", h => h with { IsJournalPersistent = Known(false) }),
        Fail(
            "needrestart",
            "needrestart_may",
            "ibkr-gateway",
            h => h with { Needrestart = Known<string?>("$nrconf{restart} = 'a';") }
        ),
        Fail(
            "unattended-upgrades",
            "upgrades_reboot",
            "reboot",
            h => h with { UnattendedUpgrades = Known<string?>("Unattended-Upgrade::Automatic-Reboot \"true\";") }
        ),
        Fail(
            "leftovers",
            "stray_unit",
            "beside the agent",
            h => h.WithStray("/etc/systemd/system/ibgateway.service", StrayKind.Unit, "")
        ),
        Fail("leftovers", "stray_cron", "beside the agent", h => h.WithStray("/etc/cron.d/ib", StrayKind.Cron, "")),
        Warn(
            "leftovers",
            "stray_script",
            "older set-up",
            h => h.WithStray("/usr/local/bin/ib-start.sh", StrayKind.Script, "")
        ),
        Warn(
            "leftovers",
            "unit_replaced",
            "takes the place",
            h => h.WithStray("/etc/systemd/system/xvfb.service", StrayKind.Override, "")
        ),
        Fail(
            "kill-by-name",
            "pkill_in_script",
            "pkill",
            h => h.WithStray("/usr/local/bin/x", StrayKind.Script, "pkill -9 -f ibgateway")
        ),
        Fail(
            "kill-by-name",
            "pkill_in_unit",
            "pkill",
            h => h.WithUnit("Text", "[Service]\nExecStop=/usr/bin/pkill -f ibgateway\n")
        ),
        Fail(
            "strange-gateways",
            "second_gateway",
            "tws.service",
            h => h.WithProcess("tws.service", "java", "ibcalpha.ibc.IbcTws")
        ),
        Fail(
            "one-java",
            "two_controllers",
            "2 controllers",
            h => h.WithProcess("ibkr-gateway.service", "java", "ibcalpha.ibc.IbcGateway")
        ),
        Fail("display", "display_taken", "display :99", h => h.WithProcess("old.service", "/usr/bin/Xvfb", ":99")),
        Fail(
            "api-port",
            "port_taken",
            "user 1000",
            h => h with { OpenPorts = Known<IReadOnlyList<TcpRow>>([Open("0100007F:0FA1", 1000)]) }
        ),
        Fail(
            "api-reach",
            "no_firewall",
            "no rule",
            h => h with { PacketFilter = Known(PacketFilter.Read("""{"nftables":[]}""")) }
        ),
        Warn(
            "api-reach",
            "rules_not_understood",
            "cannot be read",
            h => h with { PacketFilter = Known(PacketFilter.Read(PacketFilterTests.SetOfAddresses)) }
        ),
        Fail(
            "viewer-port",
            "viewer_outside",
            "5900",
            h => h with { OpenPorts = Known<IReadOnlyList<TcpRow>>([Open("00000000:170C", 998)]) }
        ),
        Fail(
            "broker-route",
            "no_route",
            "takes no connection",
            h =>
                h.WithGateway(g =>
                    g with
                    {
                        BrokerRoute = Known("broker.example:4000 takes no connection: no route to host"),
                    }
                )
        ),
        Warn(
            "broker-route",
            "no_broker_named",
            "broker_host is empty",
            h => h.WithGateway(g => g with { BrokerRoute = null })
        ),
        Warn(
            "alerts",
            "no_channel",
            "nobody is told",
            h => h with { Channels = Known<IReadOnlyList<ChannelFacts>>([]) }
        ),
        Fail(
            "alerts",
            "channel_away",
            "Discord",
            h =>
                h with
                {
                    Channels = Known<IReadOnlyList<ChannelFacts>>([
                        new("Discord", "discord.com takes no connection: refused"),
                    ]),
                }
        ),
        Fail("verdict", "gateway_down", "Down: it died", h => h.WithVerdict(Verdict.Down)),
        Warn("verdict", "gateway_starting", "Starting", h => h.WithVerdict(Verdict.Starting)),
        Warn("verdict", "gateway_degraded", "Degraded", h => h.WithVerdict(Verdict.Degraded)),
    ];

    public static TheoryData<string> Names => [.. All.Select(one => one.Name)];

    private static RuleBreak Fail(string rule, string name, string says, Func<HostFacts, HostFacts> change) =>
        new(rule, name, Grade.Fail, says, change);

    private static RuleBreak Warn(string rule, string name, string says, Func<HostFacts, HostFacts> change) =>
        new(rule, name, Grade.Warn, says, change);

    private static HostFacts WithFile(this HostFacts host, FileFacts file) =>
        host with
        {
            Files = Known<IReadOnlyList<FileFacts>>([file]),
        };

    private static HostFacts WithVerdict(this HostFacts host, Verdict verdict) =>
        host.WithGateway(gateway => gateway with { Verdict = Known(new VerdictFacts(verdict, "it died")) });

    private static HostFacts WithOrders(this HostFacts host, OrdersState next, bool runsReadOnly) =>
        host.WithGateway(gateway =>
            gateway with
            {
                Orders = new(
                    new(next, "the arm file is missing or there", "sudo touch it"),
                    new OrdersMark("run", OrdersState.Armed, runsReadOnly),
                    IsRunning: true
                ),
            }
        );

    private static HostFacts WithDisplay(this HostFacts host, string command) =>
        host.WithGateway(gateway =>
            gateway with
            {
                Display = Known(
                    new UnitFacts("xvfb.service", new Dictionary<string, string> { ["ExecStart"] = command }, "")
                ),
            }
        );
}
