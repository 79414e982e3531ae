using IbkrAgent.Cli;
using IbkrAgent.Dependents;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Orders;
using IbkrAgent.Restarts;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

/// <summary>What a person sees of one gateway, in each of its states.</summary>
public sealed class StatusTextTests
{
    private const int Columns = 80;

    /// <summary>Those of a terminal, but for the one with the next prompt.</summary>
    private const int Lines = 23;

    private static readonly DateTimeOffset Now = Some.Instant.AddHours(3);

    public static TheoryData<string> States => [.. All.Select(state => state.Name)];

    private static IReadOnlyList<(string Name, GatewayReport Report)> All { get; } =
    [
        ("ready", Full),
        (
            "not-configured",
            Idle(
                Verdict.NotConfigured,
                "no Gateway is in /opt/ibgateway",
                "install the offline Gateway into /opt/ibgateway/VERSION"
            )
        ),
        (
            "stopped-by-window",
            Idle(Verdict.Stopped, "the run window is closed", "to start it before that: ibkr-agent start --force") with
            {
                OnPurpose = true,
                WindowChange = Now.AddHours(9),
            }
        ),
        (
            "parked",
            Idle(
                Verdict.Stopped,
                "somebody stopped the unit",
                "to start it again: sudo systemctl start ibkr-gateway.service"
            ) with
            {
                Parked = true,
            }
        ),
        ("starting", Starting(Verdict.Starting, "the unit is active, the API port is closed", "")),
        (
            "awaiting-second-factor",
            Starting(
                Verdict.AwaitingTwoFactor,
                "the broker asked for the second factor",
                "approve the login in IBKR Mobile before 2026-11-20 12:04:10Z"
            )
        ),
        (
            "locked-out",
            Idle(
                Verdict.LockedOut,
                "3 logins failed in a row",
                "see what keeps the login from passing; then: ibkr-agent ack"
            ) with
            {
                Budget = Some.Budget with { Latched = "3 logins failed in a row", FailedLoginsInRow = 3 },
            }
        ),
        (
            "session-conflict",
            Idle(
                Verdict.SessionConflict,
                "another session of this user took over",
                "end the other session, or leave the account to it; when the Gateway may have it: ibkr-agent ack"
            )
        ),
        (
            "upstream-lost",
            Full with
            {
                Verdict = Verdict.UpstreamLost,
                Reason = "the Gateway has lost the broker (1100)",
                NextStep = "the Gateway reconnects to the broker by itself",
            }
        ),
        (
            "degraded",
            Full with
            {
                Verdict = Verdict.Degraded,
                Reason = "data farm usfarm is broken for 7 min",
                NextStep = "it works; look when it lasts: ibkr-agent status",
            }
        ),
        (
            "restart-put-off",
            Full with
            {
                RestartPlan = new(Now.AddHours(6), Now.AddMinutes(40), "2 orders are at work"),
            }
        ),
        (
            "down",
            Idle(Verdict.Down, "the unit failed: exit-code, status 1", "restart in 40 s") with
            {
                Unit = Some.Unit("failed", result: "exit-code", status: 1),
            }
        ),
    ];

    /// <summary>With everything that there can be of a Gateway on which nothing is wrong.</summary>
    private static GatewayReport Full =>
        Some.ObservedReport() with
        {
            Reason = "API 176, client id 7971, accounts U1234567",
            WindowChange = Now.AddHours(5),
            Session = Some.Session,
            Account = Some.Account,
            Orders = new(
                new(OrdersState.Armed, "orders_enabled = true, and the arm file /etc/ibkr/armed is there", ""),
                new OrdersMark("1", OrdersState.Armed, ReadOnlyApi: false),
                IsRunning: true
            ),
            IsLoginKept = true,
            Keeping = new(KeepingCommand.Pause, KeepingTrial.Kept),
            TokenExpiry = Now.AddDays(2),
            RestartPlan = new(Now.AddHours(6), null, ""),
            RestartCheck = new(CheckOutcome.Defer, "2 orders are at work"),
            Restart = new(
                7,
                Now.AddHours(-20),
                RestartCause.Operator,
                "the restart of the day",
                RestartOutcome.Proved,
                "ready after 41 s, login kept, accounts as before"
            ),
            Dependents = [Service("bot.service"), Service("api.service")],
            Incident = new("4", Now.AddMinutes(-4), null, ["degraded"]),
            PastIncidents =
            [
                new("3", Now.AddDays(-1), TimeSpan.FromMinutes(4), ["down"]),
                new("2", Now.AddDays(-2), TimeSpan.FromMinutes(12), ["upstream-lost", "down"]),
                new("1", Now.AddDays(-9), TimeSpan.FromMinutes(1), ["api-silent"]),
            ],
        };

    [Theory]
    [MemberData(nameof(States))]
    public void Each_state_looks_like_this_and_fits_a_terminal(string name)
    {
        var text = StatusText.Of(All.Single(state => state.Name == name).Report, Now);

        Assert.InRange(text.Split('\n').Length - 1, 4, Lines);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, Columns));
        Golden.Check(text, $"status-of-{name}");
    }

    [Theory]
    [InlineData("ready", "\e[32mReady\e[39m")]
    [InlineData("stopped-by-window", "\e[32mStopped\e[39m")]
    [InlineData("parked", "\e[33mStopped\e[39m")]
    [InlineData("starting", "\e[33mStarting\e[39m")]
    [InlineData("degraded", "\e[33mDegraded\e[39m")]
    [InlineData("upstream-lost", "\e[33mUpstreamLost\e[39m")]
    [InlineData("down", "\e[33mDown\e[39m")]
    [InlineData("awaiting-second-factor", "\e[31mAwaitingTwoFactor\e[39m")]
    [InlineData("locked-out", "\e[31mLockedOut\e[39m")]
    [InlineData("session-conflict", "\e[31mSessionConflict\e[39m")]
    public void A_verdict_is_red_where_a_human_is_needed(string name, string expected) =>
        AssertPainted(All.Single(state => state.Name == name).Report, expected);

    [Fact]
    public void What_the_agent_may_not_cure_is_red_as_well()
    {
        var down = Some.Report(Verdict.Down);

        AssertPainted(down with { HandsOff = true }, "\e[31mDown\e[39m");
        AssertPainted(
            down with
            {
                Budget = Some.Budget with { RestartsLastHour = Some.Budget.RestartsPerHour },
            },
            "\e[31mDown\e[39m"
        );
    }

    /// <summary>The verdict of the first line, and nothing else.</summary>
    private static void AssertPainted(GatewayReport report, string expected)
    {
        var plain = StatusText.Of(report, Now);
        var word = $"main: {report.Verdict} ";

        var painted = StatusText.Of(report, Now, new(IsOn: true));

        Assert.StartsWith(word, plain, StringComparison.Ordinal);
        Assert.Equal($"main: {expected} {plain[word.Length..]}", painted);
    }

    private static GatewayReport Idle(Verdict verdict, string reason, string next) =>
        Some.Report(verdict, reason) with
        {
            NextStep = next,
            Unit = Some.Unit("inactive"),
            Api = "not connected",
        };

    private static GatewayReport Starting(Verdict verdict, string reason, string next) =>
        Some.Report(verdict, reason) with
        {
            NextStep = next,
            Api = "connection refused",
        };

    private static DependentReport Service(string name) =>
        new(name, "active", null, 0, 5, null, null, LeftAlone: false);
}
