using IbkrAgent.Common;
using IbkrAgent.Restarts;
using IbkrAgent.Schedule;

namespace IbkrAgent.Settings;

/// <summary>Text of agent.ini to settings, or all that is wrong with it.</summary>
public static class SettingsParser
{
    /// <param name="file">the file's name, for messages.</param>
    /// <param name="findZone">an IANA zone of the system's database, or null: reading it is IO.</param>
    /// <param name="calendar">the exchange's: reading it is IO, too.</param>
    public static SettingsOutcome Parse(
        string file,
        string text,
        Func<string, TimeZoneInfo?> findZone,
        ExchangeCalendar calendar
    )
    {
        var ini = IniText.Read(file, text);
        var (names, unknown) = GatewaySections.Read(file, ini);
        List<SectionReader> sections = [];
        List<GatewaySettings> gateways = [];
        foreach (var name in names)
        {
            var section = new SectionReader(file, GatewaySections.NameOf(name), ini.Entries);
            sections.Add(section);
            gateways.Add(ReadGateway(name, section, findZone, calendar));
        }

        var alerts = new SectionReader(file, AlertKeys.Section, ini.Entries);
        var alertSettings = AlertSettingsReader.Read(alerts);
        List<SettingsProblem> problems =
        [
            .. ini.Problems,
            .. unknown,
            .. alerts.Problems,
            .. sections.SelectMany(section => section.Problems),
            .. GatewaySections.Collisions(
                file,
                [.. gateways.Where((_, index) => sections[index].IsRight(GatewayKeys.ApiPort))]
            ),
            .. DependentsParser.Shared(file, gateways),
        ];
        return problems.Count > 0
            ? new SettingsOutcome.Wrong(problems)
            : new SettingsOutcome.Loaded(
                new(
                    [.. gateways.Select(gateway => gateway with { Escalation = alertSettings.Escalation })],
                    [.. sections.SelectMany(section => section.Warnings)],
                    alertSettings
                )
            );
    }

    private static GatewaySettings ReadGateway(
        InstanceName name,
        SectionReader section,
        Func<string, TimeZoneInfo?> findZone,
        ExchangeCalendar calendar
    )
    {
        section.CheckKeys(GatewayKeys.All);
        var mode = section.Read(GatewayKeys.Mode) == "observe" ? AgentMode.Observe : AgentMode.Act;
        var tradingMode = section.Read(GatewayKeys.TradingMode) == "live" ? TradingMode.Live : TradingMode.Paper;
        return new(
            name,
            mode,
            tradingMode,
            ReadProgram(section, findZone),
            ReadApi(section, tradingMode),
            ReadAccount(section),
            OrdersSettingsReader.Read(section),
            ReadWatch(section, tradingMode, findZone),
            ReadSupervision(section),
            ScheduleReader.Read(section, findZone, calendar),
            DependentsParser.Read(section),
            ReadRestartCheck(section),
            ReadRestartPlan(section)
        );
    }

    private static RestartPlanSettings ReadRestartPlan(SectionReader section) =>
        new(
            section.Read(GatewayKeys.RestartLookAhead),
            section.Read(GatewayKeys.RestartDeferral),
            section.Read(GatewayKeys.RestartLookAgain),
            section.Read(GatewayKeys.RestartAtDeadline) switch
            {
                "restart" => RestartAtDeadline.Restart,
                "ask" => RestartAtDeadline.Ask,
                _ => RestartAtDeadline.Skip,
            },
            section.Read(GatewayKeys.RestartLateAfter)
        );

    private static RestartCheckSettings ReadRestartCheck(SectionReader section) =>
        new(
            ReadLevel(section, GatewayKeys.RestartPositions),
            ReadLevel(section, GatewayKeys.RestartRestingOrders),
            ReadLevel(section, GatewayKeys.RestartOrdersAtWork),
            ReadLevel(section, GatewayKeys.RestartUnreadOrders),
            ReadLevel(section, GatewayKeys.RestartOtherClients),
            ReadLevel(section, GatewayKeys.RestartInhibitors)
        );

    private static CheckLevel ReadLevel(SectionReader section, SettingsKey.Choice key) =>
        section.Read(key) switch
        {
            "ok" => CheckLevel.Ok,
            "warn" => CheckLevel.Warn,
            "defer" => CheckLevel.Defer,
            _ => CheckLevel.Block,
        };

    private static ProgramSettings ReadProgram(SectionReader section, Func<string, TimeZoneInfo?> findZone)
    {
        var ibcPath = section.Read(GatewayKeys.IbcPath);
        var gatewayPath = section.Read(GatewayKeys.GatewayPath);
        if (gatewayPath is { } path && !path.EndsWith("/ibgateway", StringComparison.Ordinal))
            section.Report(
                GatewayKeys.GatewayPath,
                $"'{path}' does not end in /ibgateway: the controller looks only in a directory of that name"
            );

        var version = section.Read(GatewayKeys.GatewayVersion);
        if (!version.All(IsVersionCharacter) || version.StartsWith('.') || version.StartsWith('-'))
            section.Report(
                GatewayKeys.GatewayVersion,
                $"'{version}' is not the name of a version's directory, for example 10.45.1j"
            );

        var javaPath = section.Read(GatewayKeys.JavaPath);
        var zoneName = section.Read(GatewayKeys.TimeZone);
        var zone = findZone(zoneName);
        if (zone is null)
            section.Report(
                GatewayKeys.TimeZone,
                $"'{zoneName}' is not a time zone of this system, for example America/New_York"
            );

        return new(
            ibcPath ?? "",
            gatewayPath ?? "",
            version.Length > 0 ? version : null,
            javaPath,
            zone ?? TimeZoneInfo.Utc
        );
    }

    private static ApiSettings ReadApi(SectionReader section, TradingMode tradingMode) =>
        new(
            section.ReadOptional(GatewayKeys.ApiPort) ?? (tradingMode == TradingMode.Live ? 4001 : 4002),
            section.Read(GatewayKeys.ClientId),
            section.Read(GatewayKeys.MaxServerVersion),
            section.Read(GatewayKeys.HeartbeatInterval),
            section.Read(GatewayKeys.HeartbeatTimeout)
        );

    private static AccountSettings ReadAccount(SectionReader section) =>
        new(
            section.ReadAccounts(GatewayKeys.Accounts),
            section.Read(GatewayKeys.ReadOrders) == "yes",
            section.Read(GatewayKeys.AccountInterval)
        );

    private static WatchSettings ReadWatch(
        SectionReader section,
        TradingMode tradingMode,
        Func<string, TimeZoneInfo?> findZone
    )
    {
        var (resets, ownResets) = ScheduleReader.ReadResets(section, tradingMode, findZone);
        var watch = new WatchSettings(
            section.Read(GatewayKeys.FarmDebounce),
            section.Read(GatewayKeys.SlowHeartbeat),
            section.ReadOptional(GatewayKeys.MemoryWarning),
            section.ReadOptional(GatewayKeys.MemoryCritical),
            section.Read(GatewayKeys.BrokerHost),
            section.Read(GatewayKeys.VncPort),
            resets,
            ownResets
        );
        if (watch.MemoryCritical <= watch.MemoryWarning)
            section.Report(
                GatewayKeys.MemoryCritical,
                $"{watch.MemoryCritical} is not above {GatewayKeys.MemoryWarning.Name}, {watch.MemoryWarning}"
            );

        if (watch.BrokerHost.Length > 0 && !IsHostAndPort(watch.BrokerHost))
            section.Report(
                GatewayKeys.BrokerHost,
                $"'{watch.BrokerHost}' is not HOST:PORT, for example ndc1.ibllc.com:4001"
            );

        return watch;
    }

    private static SupervisionSettings ReadSupervision(SectionReader section)
    {
        var settings = new SupervisionSettings(
            section.Read(GatewayKeys.StartTimeout),
            section.Read(GatewayKeys.SecondFactorTimeout),
            section.Read(GatewayKeys.ProofDuration),
            section.Read(GatewayKeys.RestartPause),
            section.Read(GatewayKeys.MaxRestartPause),
            section.Read(GatewayKeys.ColdLoginsPerHour),
            section.Read(GatewayKeys.ColdLoginsPerDay),
            section.Read(GatewayKeys.FailedLoginsInRow),
            section.Read(GatewayKeys.FailedLoginsPerDay),
            section.Read(GatewayKeys.SecondFactorPushes),
            section.Read(GatewayKeys.RestartsPerHour),
            section.Read(GatewayKeys.BrokerPatience),
            section.Read(GatewayKeys.StopPatience)
        );
        if (settings.MaxRestartPause < settings.RestartPause)
            section.Report(
                GatewayKeys.MaxRestartPause,
                $"{DurationText.Format(settings.MaxRestartPause)} is shorter than "
                    + $"{GatewayKeys.RestartPause.Name}, {DurationText.Format(settings.RestartPause)}"
            );

        return settings;
    }

    private static bool IsHostAndPort(string text) =>
        text.Split(':') is [{ Length: > 0 } host, var port]
        && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
        && ushort.TryParse(port, out var number)
        && number > 0;

    private static bool IsVersionCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
}
