using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Restarts;
using IbkrAgent.Schedule;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Settings;

public sealed class SettingsParserTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n  \n# nothing\n; here\n")]
    [InlineData("[gateway:main]\n")]
    [InlineData("[gateway:main]\nmode=act\n[gateway:main]\nclient_id=7971")]
    public void What_is_not_said_is_at_its_default(string text)
    {
        var settings = Valid(text);

        var resets = BrokerResets.Of(BrokerRegion.Any, TradingMode.Paper, Zone);
        var own = BrokerResets.OfThisLogin(BrokerRegion.Any, TradingMode.Paper, Zone);
        Assert.Equal(
            Some.Settings with
            {
                Watch = Some.Settings.Watch with { Resets = resets, OwnResets = own },
            },
            Assert.Single(settings.Gateways)
        );
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void Alerts_have_a_section_of_their_own_which_is_no_gateway()
    {
        var settings = Valid(
            """
            [alerts]
            discord_severity = critical
            telegram_severity = warning
            telegram_questions = yes
            warning_after = 6min
            severe_after = 40min
            heartbeat_url_interval = 5min

            """
        );
        var escalation = AlertEscalation.Default with
        {
            Warning = TimeSpan.FromMinutes(6),
            Severe = TimeSpan.FromMinutes(40),
        };

        Assert.Equal(
            new AlertSettings(
                AlertSeverity.Critical,
                AlertSeverity.Warning,
                AlertSeverity.Information,
                TelegramQuestions: true,
                escalation,
                TimeSpan.FromMinutes(5)
            ),
            settings.Alerts
        );
        Assert.Equal(escalation, Assert.Single(settings.Gateways).Escalation);
        Assert.Equal(InstanceName.Main, Assert.Single(settings.Gateways).Name);
        Assert.Equal(AlertSettings.Default, Valid("[gateway:b]\n").Alerts);
        Assert.Equal(
            new DiscordMention(IsRole: true, "815"),
            Valid("[alerts]\ndiscord_mention = <@&815>\n").Alerts.DiscordMention
        );
        Assert.Equal("<@4711>", Valid("[alerts]\ndiscord_mention = <@4711>\n").Alerts.DiscordMention?.ToString());
    }

    [Theory]
    [InlineData("severity = warning", "severity: unknown key on line 2")]
    [InlineData(
        "discord_mention = @everyone",
        "discord_mention: '@everyone' is neither <@USER> nor <@&ROLE>, each a number"
    )]
    [InlineData("discord_mention = <@!7>", "discord_mention: '<@!7>' is neither <@USER> nor <@&ROLE>, each a number")]
    [InlineData("critical_after = 2min", "critical_after: has to be more than warning_after")]
    [InlineData("outage_after = 1s", "outage_after: '1s' is not a duration from 10s to 1d")]
    [InlineData("webhook_severity = loud", "webhook_severity: 'loud' is not one of: information, warning, critical")]
    [InlineData("heartbeat_url_interval = 29s", "heartbeat_url_interval: '29s' is not a duration from 30s to 1h")]
    public void What_is_wrong_about_alerts_is_said(string line, string problem) =>
        Assert.Equal([$"agent.ini: alerts: {problem}"], Invalid($"[alerts]\n{line}\n"));

    [Fact]
    public void Every_key_arrives_where_it_belongs()
    {
        var settings = Valid(
            """
            [gateway:main]
            mode = observe
            trading_mode = live
            ibc_path = /srv/ibc/
            gateway_path = /srv/ibgateway
            gateway_version = 10.45.1j
            java_path = /usr/lib/jvm/bin
            time_zone = Europe/Zurich
            api_port = 4100
            client_id = 50
            max_server_version = 157
            heartbeat_interval = 2s
            heartbeat_timeout = 3s
            accounts = U8, U7,
            read_orders = no
            account_interval = 1min
            orders_enabled = true
            orders_arm_file = /srv/armed
            live_confirmed = U8,U7
            farm_debounce = 2min
            slow_heartbeat = 1s
            memory_warning = 900
            memory_critical = 1000
            broker_host = gateway.example:4001
            vnc_port = 5901
            region = europe
            broker_resets = Fri 23:00-03:00
            token_expiry = Sat 23:00
            weekly_login = Sun 09:30
            broker_zone = Europe/Zurich
            run_window = Mon..Fri 04:00-20:00, Sun 17:00-23:30
            run_window_zone = Europe/Zurich
            run_window_holidays = closed
            quiet_hours = 22:00-07:00
            quiet_hours_zone = Europe/Zurich
            start_timeout = 4min
            second_factor_timeout = 6min
            proof_duration = 70s
            restart_pause = 11s
            max_restart_pause = 12min
            cold_logins_per_hour = 1
            cold_logins_per_day = 3
            failed_logins_in_row = 2
            failed_logins_per_day = 5
            second_factor_pushes = 1
            restarts_per_hour = 4
            broker_patience = 40min
            stop_patience = 20min
            restart_positions = block
            restart_resting_orders = ok
            restart_orders_at_work = warn
            restart_unread_orders = defer
            restart_other_clients = ok
            restart_inhibitors = warn
            restart_look_ahead = 10min
            restart_deferral = 90min
            restart_look_again = 2min
            restart_at_deadline = ask
            restart_late_after = 8min
            """
        );

        var zurich = Zone("Europe/Zurich")!;
        var expected = new GatewaySettings(
            InstanceName.Main,
            AgentMode.Observe,
            TradingMode.Live,
            new("/srv/ibc", "/srv/ibgateway", "10.45.1j", "/usr/lib/jvm/bin", zurich),
            new(4100, 50, 157, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)),
            new("U7,U8", ReadOrders: false, TimeSpan.FromMinutes(1)),
            new(Enabled: true, "/srv/armed", "U7,U8"),
            new(
                TimeSpan.FromMinutes(2),
                TimeSpan.FromSeconds(1),
                MemoryWarning: 900,
                MemoryCritical: 1000,
                "gateway.example:4001",
                VncPort: 5901,
                new([new(WeekDays.Friday, new(23, 0), new(3, 0), zurich)]),
                new([new(WeekDays.Friday, new(23, 0), new(3, 0), zurich)])
            ),
            new(
                TimeSpan.FromMinutes(4),
                TimeSpan.FromMinutes(6),
                TimeSpan.FromSeconds(70),
                TimeSpan.FromSeconds(11),
                TimeSpan.FromMinutes(12),
                ColdLoginsPerHour: 1,
                ColdLoginsPerDay: 3,
                FailedLoginsInRow: 2,
                FailedLoginsPerDay: 5,
                SecondFactorPushes: 1,
                RestartsPerHour: 4,
                TimeSpan.FromMinutes(40),
                TimeSpan.FromMinutes(20)
            ),
            new(
                new RunWindow(
                    new(
                        [
                            new(WeekDays.MondayToFriday, new(4, 0), new(20, 0), zurich),
                            new(WeekDays.Sunday, new(17, 0), new(23, 30), zurich),
                        ],
                        Some.Holidays
                    )
                ),
                new([new(WeekDays.All, new(22, 0), new(7, 0), zurich)]),
                new(DayOfWeek.Saturday, new(23, 0), zurich),
                new(DayOfWeek.Sunday, new(9, 30), zurich),
                new(Some.Holidays, Zone("America/New_York")!)
            ),
            Assert.Single(settings.Gateways).Dependents,
            new(CheckLevel.Block, CheckLevel.Ok, CheckLevel.Warn, CheckLevel.Defer, CheckLevel.Ok, CheckLevel.Warn),
            new(
                TimeSpan.FromMinutes(10),
                TimeSpan.FromMinutes(90),
                TimeSpan.FromMinutes(2),
                RestartAtDeadline.Ask,
                TimeSpan.FromMinutes(8)
            )
        );
        Assert.Equal(expected, Assert.Single(settings.Gateways));
        Assert.Empty(settings.Warnings);
    }

    [Theory]
    [InlineData("paper", "", 4002)]
    [InlineData("live", "", 4001)]
    [InlineData("live", "api_port = 7000", 7000)]
    public void The_port_follows_the_trading_mode_unless_it_is_said(string mode, string line, int port)
    {
        Assert.Equal(port, Valid($"[gateway:main]\ntrading_mode={mode}\n{line}").Gateways[0].Api.Port);
    }

    [Theory]
    [InlineData("byte order mark", "\uFEFF[gateway:main]\nclient_id=50\n")]
    [InlineData("CRLF", "[gateway:main]\r\nclient_id=50\r\n")]
    [InlineData("blanks", "  [ gateway:main ]  \n\t client_id \t=   50  ")]
    [InlineData("quotes", "[gateway:main]\nclient_id = \"50\"")]
    [InlineData("comments", "; one\n[gateway:main]\n # two = 2\nclient_id=50\n;client_id=60")]
    public void Ini_syntax_is_read_generously(string what, string text)
    {
        Assert.True(Valid(text).Gateways[0].Api.ClientId == 50, what);
    }

    [Theory]
    // Words, numbers, durations: wrong, then out of range.
    [InlineData("mode = Act", "mode: 'Act' is not one of: act, observe")]
    [InlineData("mode =", "mode: is empty; the default is act")]
    [InlineData("mode = act ; a comment", "mode: 'act ; a comment' is not one of: act, observe")]
    [InlineData("trading_mode = demo", "trading_mode: 'demo' is not one of: paper, live")]
    [InlineData("api_port = https", "api_port: 'https' is not a number from 1 to 65535")]
    [InlineData("api_port = 65536", "api_port: '65536' is not a number from 1 to 65535")]
    [InlineData("client_id = 0", "client_id: '0' is not a number from 1 to 999999")]
    [InlineData("client_id = -1", "client_id: '-1' is not a number from 1 to 999999")]
    [InlineData("client_id = 99999999999", "client_id: '99999999999' is not a number from 1 to 999999")]
    [InlineData("max_server_version = 201", "max_server_version: '201' is not a number from 157 to 200")]
    [InlineData("failed_logins_in_row = 10", "failed_logins_in_row: '10' is not a number from 1 to 9")]
    [InlineData("failed_logins_per_day = 10", "failed_logins_per_day: '10' is not a number from 1 to 9")]
    [InlineData("cold_logins_per_day = 0", "cold_logins_per_day: '0' is not a number from 1 to 100")]
    [InlineData(
        "start_timeout = soon",
        "start_timeout: 'soon' is not a duration, for example 500ms, 10s, 1min 30s or 2h"
    )]
    [InlineData("heartbeat_interval = 1s", "heartbeat_interval: '1s' is not a duration from 2s to 10min")]
    [InlineData("proof_duration = 4s", "proof_duration: '4s' is not a duration from 5s to 1h")]
    [InlineData("restart_pause = 500ms", "restart_pause: '500ms' is not a duration from 1s to 1h")]
    [InlineData("max_restart_pause = 5s", "max_restart_pause: 5s is shorter than restart_pause, 10s")]
    // Paths, versions, zones.
    [InlineData("ibc_path = opt/ibc", "ibc_path: 'opt/ibc' is not an absolute path")]
    [InlineData("ibc_path = /opt/../ibc", "ibc_path: '/opt/../ibc' contains . or ..")]
    [InlineData("ibc_path = /opt/my ibc", "ibc_path: '/opt/my ibc' contains a blank, a quote, a backslash, $ or %")]
    [InlineData(
        "java_path = /home/me/java",
        "java_path: '/home/me/java' is in a home directory, which the gateway's unit cannot see"
    )]
    [InlineData(
        "gateway_path = /opt/Jts",
        "gateway_path: '/opt/Jts' does not end in /ibgateway: the controller looks only in a directory of that name"
    )]
    [InlineData(
        "gateway_version = ../10.45",
        "gateway_version: '../10.45' is not the name of a version's directory, for example 10.45.1j"
    )]
    [InlineData(
        "time_zone = Mars/Base",
        "time_zone: 'Mars/Base' is not a time zone of this system, for example America/New_York"
    )]
    // Orders.
    [InlineData("orders_enabled = yes", "orders_enabled: 'yes' is not one of: true, false")]
    [InlineData("orders_arm_file = armed", "orders_arm_file: 'armed' is not an absolute path")]
    [InlineData("orders_arm_file = /srv/", "orders_arm_file: '/srv/' names a directory, and not a file")]
    [InlineData("orders_arm_file = /srv/../armed", "orders_arm_file: '/srv/../armed' contains . or ..")]
    [InlineData(
        "orders_arm_file = /tmp/armed",
        "orders_arm_file: '/tmp/armed' is below /tmp, where the daemon cannot see it"
    )]
    [InlineData("live_confirmed = U-1", "live_confirmed: 'U-1' is not the id of an account, for example DU1234567")]
    // Times of the week.
    [InlineData(
        "run_window = Fry 04:00-20:00",
        "run_window: column 1: 'Fry' is not a day; the days are Sun, Mon, Tue, Wed, Thu, Fri, Sat"
    )]
    [InlineData("quiet_hours = 22:00", "quiet_hours: column 6: '-' and the end are missing, for example 04:00-20:00")]
    [InlineData(
        "broker_resets = always",
        "broker_resets: column 1: 'always' is not a day; the days are Sun, Mon, Tue, Wed, Thu, Fri, Sat"
    )]
    [InlineData(
        "token_expiry = Sun",
        "token_expiry: column 4: the end of the line is not a time of day, for example 04:00"
    )]
    [InlineData(
        "weekly_login = Sun",
        "weekly_login: column 4: the end of the line is not a time of day, for example 04:00"
    )]
    [InlineData("token_expiry =", "token_expiry: is empty; the default is Sun 01:00")]
    [InlineData("broker_zone =", "broker_zone: is empty; the default is America/New_York")]
    [InlineData(
        "run_window_zone = EST",
        "run_window_zone: 'EST' is not a time zone of this system, for example America/New_York"
    )]
    [InlineData(
        "quiet_hours_zone = me",
        "quiet_hours_zone: 'me' is not a time zone of this system, for example America/New_York"
    )]
    [InlineData("run_window_holidays = off", "run_window_holidays: 'off' is not one of: open, closed")]
    // Keys.
    [InlineData("port = 4002", "port: unknown key on line 2")]
    [InlineData("Mode = act", "Mode: unknown key on line 2")]
    [InlineData("mode = act\nmode = act", "mode: stands on lines 2 and 3; keep one of them")]
    [InlineData("mode", "line 2 is neither [SECTION] nor KEY = VALUE")]
    [InlineData("= act", "line 2 is neither [SECTION] nor KEY = VALUE")]
    [InlineData("[gateway:main = act", "line 2 is neither [SECTION] nor KEY = VALUE")]
    public void A_mistake_is_named_with_its_file_section_and_key(string line, string problem)
    {
        Assert.Equal([$"agent.ini: gateway:main: {problem}"], Invalid($"[gateway:main]\n{line}\n"));
    }

    [Theory]
    [InlineData("mode = act", "mode: line 1 is in no section; [gateway:main] is missing above it")]
    [InlineData("[gateway:Paper]", "gateway:Paper: 'Paper' is not a gateway's name (1 to 16 of a-z and 0-9)")]
    [InlineData("[gateway:]", "gateway:: '' is not a gateway's name (1 to 16 of a-z and 0-9)")]
    [InlineData(
        "[notices]\nurl = x\nkey = y",
        "notices: unknown section; there are only [gateway:NAME], as [gateway:main], and [alerts]"
    )]
    [InlineData("[]", "unknown section; there are only [gateway:NAME], as [gateway:main], and [alerts]")]
    public void A_wrong_section_is_named_once(string text, string problem)
    {
        Assert.Equal([$"agent.ini: {problem}"], Invalid(text));
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        var problems = Invalid("client_id = 1\n[gateway:main]\nmode = maybe\nport = 1\napi_port = x\n[more]\n?\n");

        Assert.Equal(
            [
                "agent.ini: more: line 7 is neither [SECTION] nor KEY = VALUE",
                "agent.ini: client_id: line 1 is in no section; [gateway:main] is missing above it",
                "agent.ini: more: unknown section; there are only [gateway:NAME], as [gateway:main], and [alerts]",
                "agent.ini: gateway:main: port: unknown key on line 4",
                "agent.ini: gateway:main: mode: 'maybe' is not one of: act, observe",
                "agent.ini: gateway:main: api_port: 'x' is not a number from 1 to 65535",
            ],
            problems
        );
    }

    [Fact]
    public void There_is_a_gateway_for_each_section_in_the_order_of_the_file()
    {
        var settings = Valid(
            "[gateway:paper]\napi_port=4012\n[gateway:main]\nmode=observe\n[gateway:live7]\ntrading_mode=live"
        );

        Assert.Equal(
            [("paper", 4012, AgentMode.Act), ("main", 4002, AgentMode.Observe), ("live7", 4001, AgentMode.Act)],
            settings.Gateways.Select(gateway => (gateway.Name.ToString(), gateway.Api.Port, gateway.Mode))
        );
        Assert.Equal(["paper"], settings.EarlierThan(settings.Gateways[1]).Select(gateway => gateway.Name.ToString()));
    }

    [Fact]
    public void Unless_one_is_named_main_is_meant_or_the_only_one()
    {
        Assert.True(Valid("[gateway:live]\ntrading_mode=live\n[gateway:main]").Default!.Name.IsMain);
        Assert.Equal("live", Valid("[gateway:live]").Default!.Name.ToString());
        Assert.Null(Valid("[gateway:a]\n[gateway:b]\napi_port=1").Default);
    }

    [Theory]
    [InlineData("[gateway:main]\n[gateway:b]", "b", "4002")]
    [InlineData("[gateway:main]\napi_port=5000\n[gateway:b]\napi_port=5000", "b", "5000")]
    [InlineData("[gateway:main]\n[gateway:b]\ntrading_mode=live\n[gateway:c]\napi_port=4002", "c", "4002")]
    public void Two_gateways_do_not_share_a_port(string text, string section, string port)
    {
        Assert.Equal(
            [
                $"agent.ini: gateway:{section}: api_port: {port} is the port of [gateway:main] too; each gateway needs its own",
            ],
            Invalid(text)
        );
    }

    [Fact]
    public void Client_ids_may_be_the_same_behind_different_ports() =>
        Assert.Equal(2, Valid("[gateway:a]\n[gateway:b]\ntrading_mode=live").Gateways.Count);

    [Fact]
    public void The_mistakes_of_all_sections_are_reported_at_once_and_a_port_that_cannot_be_read_collides_with_none()
    {
        Assert.Equal(
            [
                "agent.ini: gateway:B: 'B' is not a gateway's name (1 to 16 of a-z and 0-9)",
                "agent.ini: gateway:a: mode: 'x' is not one of: act, observe",
                "agent.ini: gateway:c: api_port: 'y' is not a number from 1 to 65535",
                "agent.ini: gateway:d: api_port: 4002 is the port of [gateway:a] too; each gateway needs its own",
            ],
            Invalid("[gateway:a]\nmode=x\n[gateway:B]\n[gateway:c]\napi_port=y\n[gateway:d]\n")
        );
    }

    [Fact]
    public void The_warnings_of_all_sections_are_kept()
    {
        var settings = Valid("[gateway:a]\nrestarts_per_hour=9\n[gateway:b]\ntrading_mode=live\nproof_duration=5s");

        Assert.Equal(["gateway:a", "gateway:b"], settings.Warnings.Select(warning => warning.Section));
    }

    [Theory]
    [InlineData("cold_logins_per_hour = 3", "3 is above the default of 2: more logins without a human")]
    [InlineData("cold_logins_per_day = 5", "5 is above the default of 4: more logins without a human")]
    [InlineData("failed_logins_in_row = 9", "9 is above the default of 3: nearer to the 10 failed logins")]
    [InlineData("failed_logins_per_day = 7", "7 is above the default of 6: nearer to the 10 failed logins")]
    [InlineData("second_factor_pushes = 3", "3 is above the default of 2: more requests on the phone")]
    [InlineData("restarts_per_hour = 6", "6 is above the default of 5: a Gateway that cannot stay up")]
    [InlineData("start_timeout = 2min", "2min is below the default of 3min: a slow start")]
    [InlineData("second_factor_timeout = 10s", "10s is below the default of 5min: a human has less time")]
    [InlineData("proof_duration = 59s", "59s is below the default of 60s: a logged-in Gateway that is only slow")]
    [InlineData("restart_pause = 1s", "1s is below the default of 10s: a Gateway that keeps dying")]
    [InlineData("max_restart_pause = 10s", "10s is below the default of 10min: a Gateway that keeps dying")]
    public void A_value_that_weakens_a_safety_is_accepted_with_a_warning(string line, string warning)
    {
        var settings = Valid($"[gateway:main]\n{line}");

        var only = Assert.Single(settings.Warnings).ToString();
        Assert.StartsWith($"agent.ini: gateway:main: {line.Split(' ')[0]}: {warning}", only, StringComparison.Ordinal);
    }

    private static AgentSettings Valid(string text) => Assert.IsType<SettingsOutcome.Loaded>(Parse(text)).Settings;

    private static IEnumerable<string> Invalid(string text) =>
        Assert.IsType<SettingsOutcome.Wrong>(Parse(text)).Problems.Select(problem => problem.ToString());

    private static SettingsOutcome Parse(string text) => SettingsParser.Parse("agent.ini", text, Zone, Some.Holidays);

    private static TimeZoneInfo? Zone(string name) =>
        name is "America/New_York" or "Europe/Zurich" ? TimeZoneInfo.FindSystemTimeZoneById(name) : null;
}
