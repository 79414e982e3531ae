using IbkrAgent.Accounts;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Schedule;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Restarts;

public sealed class RestartCheckTests
{
    /// <summary>A Friday morning in New York: the markets are open.</summary>
    private static readonly DateTimeOffset At = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);

    private static readonly AccountSnapshot Nothing = Some.Account with { Orders = [], Positions = [] };

    private static readonly AccountOrder Day = Some.Account.Orders[0];

    private static readonly AccountOrder Resting = Day with { TimeInForce = "GTC" };

    private static readonly GatewayReport Ready = Some.Report(Verdict.Ready) with
    {
        Unit = Some.Unit("active", "a"),
        Account = Nothing,
        SeenAt = At,
    };

    public static TheoryData<string, GatewayReport, CheckOutcome, CheckRule> Cases =>
        new()
        {
            {
                "stopped on purpose",
                Ready with
                {
                    Verdict = Verdict.Stopped,
                    OnPurpose = true,
                },
                CheckOutcome.Block,
                CheckRule.Unit
            },
            { "parked", Ready with { Verdict = Verdict.Stopped, Parked = true }, CheckOutcome.Block, CheckRule.Unit },
            { "down", Ready with { Unit = Some.Unit("failed", "a") }, CheckOutcome.Block, CheckRule.Unit },
            { "observed", Ready with { Mode = AgentMode.Observe }, CheckOutcome.Block, CheckRule.Unit },
            { "hands off", Ready with { HandsOff = true }, CheckOutcome.Block, CheckRule.Hold },
            { "held", Ready with { Hold = "held until noon" }, CheckOutcome.Block, CheckRule.Hold },
            {
                "latched",
                Ready with
                {
                    Budget = Ready.Budget with { Latched = "3 failed logins" },
                },
                CheckOutcome.Block,
                CheckRule.Latch
            },
            { "wrong account", Ready with { Verdict = Verdict.WrongAccount }, CheckOutcome.Block, CheckRule.Verdict },
            {
                "another session",
                Ready with
                {
                    Verdict = Verdict.SessionConflict,
                },
                CheckOutcome.Block,
                CheckRule.Verdict
            },
            { "logging in", Ready with { Verdict = Verdict.AwaitingTwoFactor }, CheckOutcome.Defer, CheckRule.Verdict },
            { "no broker", Ready with { Verdict = Verdict.UpstreamLost }, CheckOutcome.Defer, CheckRule.Verdict },
            { "degraded", Ready with { Verdict = Verdict.Degraded }, CheckOutcome.Go, CheckRule.Verdict },
            { "hung", Ready with { Verdict = Verdict.ApiSilent }, CheckOutcome.Unknown, CheckRule.Verdict },
            {
                "silent, and orders were at work",
                Ready with
                {
                    Verdict = Verdict.ApiSilent,
                    Account = Nothing with { Orders = [Day] },
                },
                CheckOutcome.Defer,
                CheckRule.Orders
            },
            { "unreachable", Ready with { Verdict = Verdict.PortClosed }, CheckOutcome.Unknown, CheckRule.Verdict },
            { "rejected", Ready with { Verdict = Verdict.ApiRejected }, CheckOutcome.Unknown, CheckRule.Verdict },
            {
                "order at work",
                Ready with
                {
                    Account = Nothing with { Orders = [Day] },
                },
                CheckOutcome.Defer,
                CheckRule.Orders
            },
            {
                "resting order",
                Ready with
                {
                    Account = Nothing with { Orders = [Resting] },
                },
                CheckOutcome.Go,
                CheckRule.Orders
            },
            { "accounts not read", Ready with { Account = null }, CheckOutcome.Go, CheckRule.Orders },
            {
                "position",
                Ready with
                {
                    Account = Nothing with { Positions = Some.Account.Positions },
                },
                CheckOutcome.Go,
                CheckRule.Positions
            },
            { "inhibited", Ready with { Inhibitors = [Some.Inhibitor] }, CheckOutcome.Defer, CheckRule.Inhibitors },
            {
                "logins spent",
                Ready with
                {
                    Budget = Ready.Budget with { ColdLoginsLastHour = 2 },
                },
                CheckOutcome.Defer,
                CheckRule.Budget
            },
            {
                "restarts spent",
                Ready with
                {
                    Budget = Ready.Budget with { RestartsLastHour = 5 },
                },
                CheckOutcome.Defer,
                CheckRule.Budget
            },
        };

    [Fact]
    public void Orders_that_a_read_only_api_withholds_are_not_known_and_that_is_said()
    {
        var withheld = Ready with
        {
            Account = Nothing with
            {
                Unread =
                [
                    new(AccountPart.Orders, UnreadCause.ReadOnlyApi, "the API is read-only, which withholds orders"),
                ],
            },
        };

        var finding = RestartCheck
            .Of(withheld, Some.Settings, At)
            .Findings.Single(finding => finding.Rule == CheckRule.Orders);

        Assert.Equal(CheckLevel.Warn, finding.Level);
        Assert.Equal("open orders are not known: the API is read-only, which withholds orders", finding.Text);
        var strict = Some.Settings with
        {
            RestartCheck = Some.Settings.RestartCheck with { UnreadOrders = CheckLevel.Defer },
        };
        Assert.Equal(CheckOutcome.Defer, RestartCheck.Of(withheld, strict, At).Outcome);
    }

    [Fact]
    public void A_healthy_Gateway_with_nothing_at_stake_can_go()
    {
        var report = RestartCheck.Of(Ready, Some.Settings, At);

        Assert.Equal((CheckOutcome.Go, ""), (report.Outcome, report.Why));
        Assert.All(report.Findings, finding => Assert.Equal(CheckLevel.Ok, finding.Level));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_speaks_against_it_is_named_and_decides(
        string what,
        GatewayReport gateway,
        CheckOutcome outcome,
        CheckRule rule
    )
    {
        var report = RestartCheck.Of(gateway, Some.Settings, At);

        Assert.True(report.Outcome == outcome, $"{what}: {report.Outcome}, {report.Why}");
        Assert.NotEqual(CheckLevel.Ok, report.Findings.Single(finding => finding.Rule == rule).Level);
        Assert.Equal(outcome == CheckOutcome.Go, report.Why.Length == 0);
    }

    [Fact]
    public void Every_choice_of_the_operator_decides_by_itself()
    {
        var settings = Some.Settings with
        {
            RestartCheck = new(
                CheckLevel.Defer,
                CheckLevel.Block,
                CheckLevel.Ok,
                CheckLevel.Block,
                CheckLevel.Defer,
                CheckLevel.Block
            ),
        };
        var network = new NetworkReport(At, 4002, default, null, OtherClients: 2, null, 0);

        Assert.Equal(CheckOutcome.Go, Outcome(Ready with { Account = Nothing with { Orders = [Day] } }));
        Assert.Equal(CheckOutcome.Block, Outcome(Ready with { Account = Nothing with { Orders = [Resting] } }));
        Assert.Equal(CheckOutcome.Block, Outcome(Ready with { Account = null }));
        Assert.Equal(
            CheckOutcome.Defer,
            Outcome(Ready with { Account = Nothing with { Positions = Some.Account.Positions } })
        );
        Assert.Equal(CheckOutcome.Defer, Outcome(Ready with { Network = network }));
        Assert.Equal(CheckOutcome.Block, Outcome(Ready with { Inhibitors = [Some.Inhibitor] }));

        CheckOutcome Outcome(GatewayReport gateway) => RestartCheck.Of(gateway, settings, At).Outcome;
    }

    [Fact]
    public void Orders_whose_market_is_closed_are_not_at_work()
    {
        var saturday = At.AddDays(1);
        var gateway = Ready with { Account = Nothing with { Orders = [Day] } };

        Assert.Equal(CheckOutcome.Go, RestartCheck.Of(gateway, Some.Settings, saturday).Outcome);
    }

    [Fact]
    public void Inside_the_brokers_reset_it_waits()
    {
        var resets = new WeeklyWindow([new(WeekDays.All, new(14, 0), new(16, 0), TimeZoneInfo.Utc)]);
        var settings = Some.Settings with { Watch = Some.Settings.Watch with { Resets = resets, OwnResets = resets } };

        var report = RestartCheck.Of(Ready, settings, At);

        Assert.Equal(
            (CheckOutcome.Defer, "the broker's reset is expected to last until 2026-11-20 16:00:00Z"),
            (report.Outcome, report.Why)
        );
    }

    [Fact]
    public void A_reset_that_may_be_another_regions_is_no_reason_to_wait()
    {
        var resets = new WeeklyWindow([new(WeekDays.All, new(14, 0), new(16, 0), TimeZoneInfo.Utc)]);
        var settings = Some.Settings with { Watch = Some.Settings.Watch with { Resets = resets } };

        var report = RestartCheck.Of(Ready, settings, At);

        Assert.Equal(CheckOutcome.Go, report.Outcome);
        var finding = report.Findings.Single(one => one.Rule == CheckRule.Reset);
        Assert.Equal((CheckLevel.Warn, "region"), (finding.Level, finding.Key));
    }

    [Theory]
    [InlineData(TradingMode.Paper, Verdict.Ready, "2026-11-10", CheckLevel.Ok)]
    [InlineData(TradingMode.Live, Verdict.Ready, "2026-11-18", CheckLevel.Ok)]
    [InlineData(TradingMode.Live, Verdict.Ready, "2026-11-14", CheckLevel.Warn)] // the broker forgot it on Sunday
    [InlineData(TradingMode.Live, Verdict.ApiSilent, "2026-11-18", CheckLevel.Warn)]
    [InlineData(TradingMode.Live, Verdict.Ready, "2026-11-18", CheckLevel.Warn, KeepingTrial.OnProbation)]
    [InlineData(TradingMode.Live, Verdict.Ready, "2026-11-18", CheckLevel.Warn, KeepingTrial.Doubted)]
    [InlineData(TradingMode.Live, Verdict.Ready, "2026-11-18", CheckLevel.Warn, KeepingTrial.Lost)]
    public void The_phone_is_foreseen(
        TradingMode mode,
        Verdict verdict,
        string since,
        CheckLevel level,
        KeepingTrial trial = KeepingTrial.Kept
    )
    {
        var unit = Ready.Unit with { ActiveSince = Zones.Instant($"{since}T12:00Z") };

        var report = RestartCheck.Of(
            Ready with
            {
                Verdict = verdict,
                Unit = unit,
                Keeping = new(trial == KeepingTrial.Lost ? null : KeepingCommand.Pause, trial),
            },
            Some.Settings with
            {
                TradingMode = mode,
            },
            At
        );

        Assert.Equal(level, report.Findings.Single(finding => finding.Rule == CheckRule.Phone).Level);
    }

    [Theory]
    [InlineData(Verdict.Ready, null, CheckOutcome.Go)]
    [InlineData(Verdict.Ready, "latched: too many failed logins", CheckOutcome.Block)]
    [InlineData(Verdict.ApiSilent, null, CheckOutcome.Unknown)]
    [InlineData(Verdict.Down, null, CheckOutcome.Block)]
    [InlineData(Verdict.Stopped, null, CheckOutcome.Block)]
    public void Without_the_daemon_it_is_simpler(Verdict verdict, string? refusal, CheckOutcome outcome) =>
        Assert.Equal(outcome, RestartCheck.Of(new(verdict, "seen", ""), refusal, [], Some.Settings, At).Outcome);

    [Fact]
    public void Who_inhibits_is_named_with_and_without_the_daemon()
    {
        var direct = RestartCheck.Of(new(Verdict.Ready, "seen", ""), null, [Some.Inhibitor], Some.Settings, At);
        var many = RestartCheck.Of(
            Ready with
            {
                Inhibitors = [.. Enumerable.Range(1, 5).Select(id => Some.Inhibitor with { Who = $"bot{id}" })],
            },
            Some.Settings,
            At
        );

        Assert.Equal(
            (CheckOutcome.Defer, "inhibited by bot until 2026-11-20 09:30:00Z: closing positions"),
            (direct.Outcome, direct.Why)
        );
        Assert.Contains("; bot3 until ", many.Why, StringComparison.Ordinal);
        Assert.EndsWith("; and 2 more", many.Why, StringComparison.Ordinal);
    }
}
