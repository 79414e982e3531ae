using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Health;

public sealed class DirectRulesTests
{
    private const string Unit = "ibkr-gateway.service";

    private static readonly DateTimeOffset At = new(2026, 11, 20, 21, 30, 0, TimeSpan.Zero);
    private static readonly GatewaySettings Settings = Some.Settings;
    private static readonly TimeSpan StartTimeout = Settings.Supervision.StartTimeout;

    [Theory]
    [InlineData("not-found", "inactive", Verdict.NotConfigured)]
    [InlineData("masked", "inactive", Verdict.Down)]
    [InlineData("loaded", "activating", Verdict.Starting)]
    [InlineData("loaded", "inactive", Verdict.Down)]
    [InlineData("loaded", "failed", Verdict.Down)]
    [InlineData("loaded", "deactivating", Verdict.Down)]
    [InlineData("loaded", "active", null)]
    [InlineData("loaded", "reloading", null)]
    [InlineData("", "", null)]
    public void A_unit_that_does_not_run_tells_by_itself(string loadState, string activeState, Verdict? expected) =>
        Assert.Equal(expected, DirectRules.OfUnit(Unit, Status(loadState, activeState))?.Verdict);

    [Fact]
    public void A_unit_that_failed_says_how_it_ended() =>
        Assert.Equal(
            "ibkr-gateway.service is failed (dead), it ended by exit-code with status 3",
            DirectRules.OfUnit(Unit, Status("loaded", "failed") with { Result = "exit-code", ExitStatus = 3 })?.Reason
        );

    public static TheoryData<ApiStatus, int, Verdict> Answers =>
        new()
        {
            { Some.Ready, 600, Verdict.Ready },
            { Some.Ready with { Connections = new(Live: 0, Unanswered: 0) }, 600, Verdict.UpstreamLost },
            { Some.Ready with { Connections = null }, 600, Verdict.UpstreamLost },
            { new ApiStatus.Ready(176, 7, "DU1", "1100 connectivity lost"), 600, Verdict.UpstreamLost },
            { new ApiStatus.Refused("nothing listens on port 4002"), 179, Verdict.Starting },
            { new ApiStatus.Refused("nothing listens on port 4002"), 180, Verdict.PortClosed },
            { new ApiStatus.Ready(176, 7, "U1", UpstreamLost: null), 600, Verdict.WrongAccount },
            { new ApiStatus.Ready(176, 7, "U1", "1100 connectivity lost"), 600, Verdict.WrongAccount },
            { new ApiStatus.Silent(ApiStage.Connect, "neither accepts nor refuses"), 600, Verdict.PortClosed },
            { new ApiStatus.Silent(ApiStage.Handshake, "no answer"), 600, Verdict.ApiSilent },
            { new ApiStatus.Silent(ApiStage.Handshake, "no answer"), 10, Verdict.ApiSilent },
            { new ApiStatus.Rejected("not a Gateway"), 600, Verdict.ApiRejected },
            { new ApiStatus.Lost("closed"), 600, Verdict.ApiRejected },
            { new ApiStatus.Unknown(), 600, Verdict.ApiSilent },
        };

    [Theory]
    [MemberData(nameof(Answers))]
    public void What_the_api_answers_decides_when_the_unit_runs(ApiStatus api, int secondsActive, Verdict expected)
    {
        var finding = DirectRules.OfApi(Unit, ActiveFor(secondsActive), api, Settings, At);
        Assert.Equal(expected, finding.Verdict);
    }

    [Fact]
    public void Only_a_gateway_that_is_past_its_start_is_advised_to_be_restarted()
    {
        var silent = new ApiStatus.Silent(ApiStage.Handshake, "no answer");
        Assert.Contains("restart", NextStep(180), StringComparison.Ordinal);
        Assert.DoesNotContain("restart", NextStep(179), StringComparison.Ordinal);

        string NextStep(int seconds) => DirectRules.OfApi(Unit, ActiveFor(seconds), silent, Settings, At).NextStep;
    }

    [Fact]
    public void An_account_that_is_not_listed_is_named_with_what_was_expected()
    {
        var settings = Settings with { Account = Settings.Account with { Expected = "DU2" } };
        var finding = DirectRules.OfApi(Unit, ActiveFor(600), Some.Ready with { Accounts = "DU1" }, settings, At);
        Assert.Equal(
            (Verdict.WrongAccount, "the login has DU1, which agent.ini does not list, expected DU2"),
            (finding.Verdict, finding.Reason)
        );
    }

    [Theory]
    [InlineData("active", 0, 60)]
    [InlineData("active", 179, 60)]
    [InlineData("active", 180, 15)]
    [InlineData("reloading", 10, 60)]
    [InlineData("inactive", 10, 15)]
    public void A_gateway_that_was_just_started_gets_a_minute_to_answer(string state, int seconds, int expected)
    {
        var unit = Status("loaded", state) with { ActiveSince = At.AddSeconds(-seconds) };
        Assert.Equal(TimeSpan.FromSeconds(expected), DirectRules.Patience(unit, StartTimeout, At));
    }

    [Fact]
    public void What_is_not_known_to_be_fresh_gets_no_minute() =>
        Assert.Equal(TimeSpan.FromSeconds(15), DirectRules.Patience(UnitStatus.Unknown, StartTimeout, At));

    [Fact]
    public void A_closed_port_is_no_start_when_nothing_is_known_of_the_unit() =>
        Assert.Equal(
            Verdict.PortClosed,
            DirectRules.OfApi(Unit, UnitStatus.Unknown, new ApiStatus.Refused("refused"), Settings, At).Verdict
        );

    private static UnitStatus ActiveFor(int seconds) =>
        Status("loaded", "active") with
        {
            ActiveSince = At.AddSeconds(-seconds),
        };

    private static UnitStatus Status(string loadState, string activeState) =>
        new(loadState, activeState, "dead", "success", 0, 0, "", null);
}
