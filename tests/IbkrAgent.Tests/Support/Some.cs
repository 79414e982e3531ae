using IbkrAgent.Accounts;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Schedule;
using IbkrAgent.Settings;

namespace IbkrAgent.Tests.Support;

/// <summary>Values a test does not care about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Instant = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public static readonly SupervisionSettings Policy = new(
        StartTimeout: TimeSpan.FromMinutes(3),
        SecondFactorTimeout: TimeSpan.FromMinutes(5),
        ProofDuration: TimeSpan.FromSeconds(60),
        RestartPause: TimeSpan.FromSeconds(10),
        MaxRestartPause: TimeSpan.FromMinutes(10),
        ColdLoginsPerHour: 2,
        ColdLoginsPerDay: 4,
        FailedLoginsInRow: 3,
        FailedLoginsPerDay: 6,
        SecondFactorPushes: 2,
        RestartsPerHour: 5,
        BrokerPatience: TimeSpan.FromMinutes(30),
        StopPatience: TimeSpan.FromHours(1)
    );

    public static readonly ExchangeCalendar Holidays = new(
        [2026],
        [
            new ExchangeDay.Holiday(new(2026, 11, 26), "Thanksgiving Day"),
            new ExchangeDay.EarlyClose(new(2026, 11, 27), new(13, 0), "Day after Thanksgiving"),
        ]
    );

    public static readonly ScheduleSettings Schedule = new(
        RunWindow.Always,
        QuietHours: WeeklyWindow.Never,
        TokenExpiry: new(DayOfWeek.Sunday, new(1, 0), Zones.NewYork),
        WeeklyLogin: new(DayOfWeek.Sunday, new(10, 0), Zones.NewYork),
        Market: new(Holidays, Zones.NewYork)
    );

    public static readonly DependentsSettings Dependents = new(
        Services: [],
        Health: [],
        Delay: TimeSpan.Zero,
        StopAhead: TimeSpan.FromMinutes(1),
        RestartWithGateway: false,
        HealthInterval: TimeSpan.FromSeconds(30),
        HealthTimeout: TimeSpan.FromSeconds(5),
        HealthFailures: 3,
        RestartsPerHour: 5,
        TargetLinger: TimeSpan.FromSeconds(60)
    );

    public static readonly GatewaySettings Settings = new(
        InstanceName.Main,
        AgentMode.Act,
        TradingMode.Paper,
        new ProgramSettings("/opt/ibc", "/opt/ibgateway", null, null, Zones.NewYork),
        new ApiSettings(4002, 7971, 176, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10)),
        new AccountSettings(Expected: "", ReadOrders: true, TimeSpan.FromMinutes(5)),
        new OrdersSettings(Enabled: null, ArmFile: null, LiveConfirmed: ""),
        new WatchSettings(
            FarmDebounce: TimeSpan.FromMinutes(5),
            SlowHeartbeat: TimeSpan.FromSeconds(3),
            MemoryWarning: null,
            MemoryCritical: null,
            BrokerHost: "",
            VncPort: 5900,
            WeeklyWindow.Never,
            WeeklyWindow.Never
        ),
        Policy,
        Schedule,
        Dependents,
        new RestartCheckSettings(
            Positions: CheckLevel.Warn,
            RestingOrders: CheckLevel.Warn,
            OrdersAtWork: CheckLevel.Defer,
            UnreadOrders: CheckLevel.Warn,
            OtherClients: CheckLevel.Warn,
            Inhibitors: CheckLevel.Defer
        ),
        new RestartPlanSettings(
            LookAhead: TimeSpan.FromMinutes(5),
            Deferral: TimeSpan.FromHours(1),
            LookAgain: TimeSpan.FromMinutes(5),
            RestartAtDeadline.Skip,
            LateAfter: TimeSpan.FromMinutes(5)
        )
    );

    public static readonly AccountSnapshot Account = new(
        Instant,
        [new("DU1234567", "USD", NetLiquidation: 1_000_000, TotalCashValue: 250_000.5m, BuyingPower: 4_000_000)],
        [new("DU1234567", 265598, "AAPL", "STK", "USD", "AAPL", Size: -110, AverageCost: 201.88m)],
        [
            new(
                123456789,
                7,
                12,
                "DU1234567",
                "AAPL",
                "STK",
                "BUY",
                100,
                "LMT",
                "DAY",
                IsAttached: false,
                "Submitted",
                40,
                60
            ),
        ],
        Unread: []
    );

    public static readonly SessionReport Session = new(
        Instant,
        ServerVersion: 176,
        ClientId: 7971,
        AnsweredAt: Instant,
        Latency: TimeSpan.FromMilliseconds(4),
        ClockSkew: TimeSpan.Zero,
        BrokenFarms: "",
        UpstreamLost: null,
        IsReadOnly: false,
        SkippedMessages: 0
    );

    public static readonly ApiStatus.Ready Ready = new(
        176,
        7971,
        "DU1234567",
        UpstreamLost: null,
        Connections: new(Live: 1, Unanswered: 0)
    );

    public static readonly Condition BrokenFarm = new(ConditionKind.FarmBroken, "market data farm usfarm is broken");

    public static readonly Condition Foreign = new(ConditionKind.ForeignListener, "port 4002 is held by user bob");

    public static readonly Inhibitor Inhibitor = new(
        3,
        "bot",
        "closing positions",
        Instant,
        Instant.AddMinutes(30),
        "uid 1000, process 77"
    );

    public static readonly BudgetReport Budget = new(
        ColdLoginsLastHour: 1,
        ColdLoginsPerHour: 2,
        ColdLoginsLastDay: 1,
        ColdLoginsPerDay: 4,
        FailedLoginsInRow: 0,
        FailedLoginsLastDay: 0,
        RestartsLastHour: 0,
        RestartsPerHour: 5,
        Latched: null
    );

    /// <summary>A report in which only the verdict matters.</summary>
    public static GatewayReport Report(Verdict verdict, string reason = "it was seen", DateTimeOffset? since = null) =>
        new(
            "main",
            verdict,
            reason,
            NextStep: "",
            since ?? Instant,
            SeenAt: since ?? Instant,
            ExpectedUntil: null,
            OnPurpose: false,
            Parked: false,
            AgentMode.Act,
            HandsOff: false,
            Unit("active", run: "1"),
            "server version 176, client id 100, accounts DU1234567",
            Budget
        );

    /// <summary>A report of a Gateway that is ready, with all that the host shows of it.</summary>
    public static GatewayReport ObservedReport()
    {
        const long mib = 1024 * 1024;
        var memory = new MemoryReading(1640 * mib, 2048 * mib, WithFileCache: false);
        return Report(Verdict.Ready) with
        {
            Process = new(
                Instant.AddMinutes(192),
                MainPid: 100,
                JavaCount: 1,
                JavaPid: 4711,
                Instant.AddMinutes(90),
                Relaunches: 2,
                MemoryReport.Of(memory, 35 * mib, Settings.Watch, Instant.AddMinutes(192))
            ),
            Network = new(
                Instant.AddMinutes(192),
                Port: 4002,
                PortReach.AllAddresses,
                new HostUser(998, "ibkr-gateway"),
                OtherClients: 2,
                OthersMovedAt: Instant.AddMinutes(192),
                LeftOpen: 0
            ),
        };
    }

    public static UnitStatus Unit(string activeState, string run = "", string result = "success", int status = 0) =>
        new(
            "loaded",
            activeState,
            activeState switch
            {
                "active" => "running",
                "failed" => "failed",
                _ => "dead",
            },
            result,
            status,
            MainPid: activeState == "active" ? 100 : 0,
            run,
            run.Length > 0 ? Instant : null
        );
}
